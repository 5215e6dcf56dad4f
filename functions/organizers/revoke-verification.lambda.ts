import { changeOrganizer } from "#data/change-organizer.ts";
import { requireRole } from "#data/rights.ts";
import { judged } from "#domain/organizer.ts";
import { verificationRevoked } from "#events/facts/verification-revoked.ts";
import { revokeVerification } from "#functions/organizers/revoke-verification.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(revokeVerification, async ({ input, caller, expectedVersion, change }) => {
  await requireRole(caller, "admin");
  const decide = judged(false, expectedVersion);
  return changeOrganizer(input.organizerId, decide, change(verificationRevoked));
});
