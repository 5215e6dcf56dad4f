import { storeEdited } from "#data/change-organizer.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { edited } from "#domain/edit.ts";
import { Fault } from "#domain/fault.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateOrganizer, async ({ input, caller, expectedVersion, change }) => {
  const { organizerId, ...edits } = input;
  const organizer = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  if (organizer.version !== expectedVersion) throw new Fault("stale_version");
  const next = await storeEdited(organizer, edited(organizer, edits), change());
  if (!next) throw new Fault("stale_version");
  return next;
});
