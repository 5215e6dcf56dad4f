import { changeOrganizer } from "#data/change-organizer.ts";
import { requireRole } from "#data/rights.ts";
import { judged } from "#domain/organizer.ts";
import { organizerVerified } from "#events/facts/organizer-verified.ts";
import { verifyOrganizer } from "#functions/organizers/verify-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(verifyOrganizer, async ({ input, caller, expectedVersion, change }) => {
  await requireRole(caller, "admin");
  const decide = judged(true, expectedVersion);
  return changeOrganizer(input.organizerId, decide, change(organizerVerified));
});
