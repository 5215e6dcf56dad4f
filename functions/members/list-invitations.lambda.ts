import { invitation } from "#data/invitation.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { readPage } from "#data/page.ts";
import { requireMember } from "#data/rights.ts";
import { isOpen } from "#domain/invitation.ts";
import { listInvitations } from "#functions/members/list-invitations.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listInvitations, async ({ input, caller, page, now }) => {
  const { organizerId } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, ["owner"], { isPublic: true });
  const { items, last } = await readPage(invitation.query.ofOrganizer({ organizerId }), page);
  return { items: items.filter((one) => isOpen(one, now.toISOString())), last };
});
