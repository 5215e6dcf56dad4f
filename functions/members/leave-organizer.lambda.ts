import { loadOrganizer } from "#data/load-organizer.ts";
import { membershipOf } from "#data/rights.ts";
import { storeMember } from "#data/store-member.ts";
import { Fault } from "#domain/fault.ts";
import { memberLeft } from "#events/facts/member-left.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(leaveOrganizer, async ({ input, caller, now, change }) => {
  const { organizerId } = input;
  await loadOrganizer(organizerId);
  const member = await membershipOf(caller.userId, organizerId);
  if (!member) throw new Fault("not_permitted", "You are not of its team.");
  if (!(await storeMember(member, { endedAt: now.toISOString() }, change(memberLeft)))) throw new Fault("busy");
});
