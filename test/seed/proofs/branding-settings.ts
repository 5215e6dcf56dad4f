import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { branding } from "#data/branding.ts";
import { Branding } from "#domain/branding.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

export const brandingSettings: Kept = {
  table: "branding_settings",
  entity: "branding",
  schema: Branding,
  code: ["shared/domain/branding.ts#Branding", "shared/data/branding.ts#branding"],
  operations: [createBranding, getBranding, listBrandings, updateBranding, deleteBranding, restoreBranding],
  async shown(world) {
    const { organizerId, brandingId } = await world.branding();
    return isDone(await api.call(getBranding, { organizerId, brandingId }));
  },
  async stored(world) {
    const { organizerId, brandingId } = await world.branding();
    return (await stored(branding.get({ organizerId, brandingId }).params<GetCommandInput>())).item;
  },
  columns: {
    id: { as: "brandingId" },
    organizer_id: { of: async (world) => (await world.team()).organizerId },
    custom_css: { differently: "JSON, selector to properties, both from lists of what is safe." },
    is_active: { differently: "Whether it was deleted; which one is in use is said by the organizer: always one." },
  },
};
