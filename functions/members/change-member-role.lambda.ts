import { loadMember, withPerson } from "#data/load-member.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { storeMember } from "#data/store-member.ts";
import { Fault } from "#domain/fault.ts";
import { memberRoleChanged } from "#events/facts/member-role-changed.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(changeMemberRole, async ({ input, caller, expectedVersion, change }) => {
  const { organizerId, userId, role } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, ["owner"], { isPublic: true });
  const member = await loadMember(userId, organizerId);
  if (member.version !== expectedVersion) throw new Fault("stale_version");
  if (role === member.role) return withPerson(member);
  const next = await storeMember(member, { role }, change(memberRoleChanged));
  if (!next) throw new Fault("stale_version");
  return withPerson(next);
});
