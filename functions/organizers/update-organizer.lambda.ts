import { holds } from "#data/condition.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { edited } from "#domain/edit.ts";
import { Fault } from "#domain/fault.ts";
import { changed } from "#domain/trail.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateOrganizer, async ({ input, caller, expectedVersion, change }) => {
  const { organizerId, ...edits } = input;
  const organizer = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const next = { ...edited(organizer, edits), ...changed(organizer, change()) };
  const write = organizers.put(next).where(({ version }, op) => op.eq(version, expectedVersion));
  if (organizer.version !== expectedVersion || !(await holds(write.go()))) throw new Fault("stale_version");
  return next;
});
