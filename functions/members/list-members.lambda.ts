import { loadOrganizer } from "#data/load-organizer.ts";
import { membership } from "#data/membership.ts";
import { readPage } from "#data/page.ts";
import { readMany } from "#data/read-many.ts";
import { managing, requireMember } from "#data/rights.ts";
import { user } from "#data/user.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMembers, async ({ input, caller, page }) => {
  const { organizerId } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const { items, last } = await readPage(membership.query.ofOrganizer({ organizerId }), page);
  const people = await readMany(
    (keys) => user.get([...keys]).go(),
    items.map(({ card: { userId } }) => ({ userId })),
  );
  const members = items.flatMap(({ card: { userId, role } }) => {
    const person = people.find((person) => person.userId === userId);
    return person ? [{ ...person, role }] : [];
  });
  return { items: members, last };
});
