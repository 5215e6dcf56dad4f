import { closeOrganizer } from "#data/close-organizer.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { checkClosable } from "#domain/organizer.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteOrganizer, async ({ input, caller, expectedVersion, change }) => {
  const organizer = await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, ["owner"], { isPublic: true });
  if (organizer.version !== expectedVersion) throw new Fault("stale_version");
  checkClosable(organizer);
  if (!(await closeOrganizer(organizer, change()))) throw new Fault("stale_version");
});
