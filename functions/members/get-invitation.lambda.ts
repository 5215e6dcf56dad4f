import { loadInvitation } from "#data/load-invitation.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { isOpen } from "#domain/invitation.ts";
import { getInvitation } from "#functions/members/get-invitation.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getInvitation, async ({ input, caller, now }) => {
  await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, ["owner"], { isPublic: true });
  const found = await loadInvitation(input);
  if (!found || !isOpen(found, now.toISOString())) throw new Fault("not_found");
  return found;
});
