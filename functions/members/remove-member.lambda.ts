import { loadMember } from "#data/load-member.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { storeMember } from "#data/store-member.ts";
import { Fault } from "#domain/fault.ts";
import { memberRemoved } from "#events/facts/member-removed.ts";
import { removeMember } from "#functions/members/remove-member.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(removeMember, async ({ input, caller, expectedVersion, now, change }) => {
  const { organizerId, userId } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, ["owner"], { isPublic: true });
  const member = await loadMember(userId, organizerId);
  if (member.version !== expectedVersion) throw new Fault("stale_version");
  const ended = await storeMember(member, { endedAt: now.toISOString() }, change(memberRemoved));
  if (!ended) throw new Fault("stale_version");
});
