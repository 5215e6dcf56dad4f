import { holds } from "#data/condition.ts";
import { invitation as invitations } from "#data/invitation.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { isOpen } from "#domain/invitation.ts";
import { changed } from "#domain/trail.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(revokeInvitation, async ({ input, caller, expectedVersion, now, change }) => {
  await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, ["owner"], { isPublic: true });
  const found = await loadInvitation(input);
  if (!found || !isOpen(found, now.toISOString())) throw new Fault("not_found");
  const write = invitations
    .put({ ...found, status: "revoked", ...changed(found, change()) })
    .where(({ version }, op) => op.eq(version, expectedVersion));
  if (found.version !== expectedVersion || !(await holds(write.go()))) throw new Fault("stale_version");
});
