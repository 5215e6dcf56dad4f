import { loadMember, withPerson } from "#data/load-member.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { getMember } from "#functions/members/get-member.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getMember, async ({ input, caller }) => {
  const { organizerId, userId } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  return withPerson(await loadMember(userId, organizerId));
});
