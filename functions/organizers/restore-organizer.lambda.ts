import { changeOrganizer } from "#data/change-organizer.ts";
import { requireRole } from "#data/rights.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreOrganizer, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  return changeOrganizer(
    input.organizerId,
    (organizer) => (organizer.isActive ? undefined : { ...organizer, isActive: true }),
    change(),
  );
});
