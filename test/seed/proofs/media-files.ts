import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { media } from "#data/media.ts";
import { Media } from "#domain/media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listOrganizerMedia } from "#functions/media/list-organizer-media.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import { fits } from "#test/seed/fits.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

async function shown(world: World) {
  const { mediaId } = await world.file();
  return isDone(await api.call(getMedia, { mediaId }, await world.as((await world.team()).owner)));
}

async function itemOf(world: World) {
  const { mediaId } = await world.file();
  return (await stored(media.get({ mediaId }).params<GetCommandInput>())).item;
}

export const mediaFiles: Kept = {
  table: "media_files",
  entity: "media",
  schema: Media,
  code: ["shared/domain/media.ts#Media", "shared/data/media.ts#media"],
  operations: [getMedia, listMyMedia, listEventMedia, listOrganizerMedia, updateMedia],
  shown,
  stored: itemOf,
  columns: {
    id: { as: "mediaId" },
    user_id: {
      differently: "Told to those only whose file it is.",
      of: async (world) => (await world.team()).owner.userId,
    },
    file_path: {
      operations: [getMedia, listMyMedia],
      differently: "Where it lies is stored, and not shown: people get its url.",
      async holds(world) {
        const { filePath } = await itemOf(world);
        fits("string", filePath);
        const seen = await shown(world);
        expect(seen).not.toHaveProperty("filePath");
        expect(JSON.stringify(seen)).not.toContain(filePath);
      },
    },
  },
};
