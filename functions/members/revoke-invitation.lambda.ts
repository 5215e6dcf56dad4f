import { loadInvitation } from "#data/load-invitation.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { takeBack } from "#data/store-invitation.ts";
import { Fault } from "#domain/fault.ts";
import { isOpen } from "#domain/invitation.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(revokeInvitation, async ({ input, caller, expectedVersion, now, change }) => {
  await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, ["owner"], { isPublic: true });
  const found = await loadInvitation(input);
  if (!found || !isOpen(found, now.toISOString())) throw new Fault("not_found");
  if (found.version !== expectedVersion || !(await takeBack(found, change()))) throw new Fault("stale_version");
});
