import { membership } from "#data/membership.ts";
import { organizer } from "#data/organizer.ts";
import { readPage } from "#data/page.ts";
import { readMany } from "#data/read-many.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyOrganizers, async ({ caller, page }) => {
  const { items, last } = await readPage(membership.query.ofUser({ userId: caller.userId }), page);
  const organizers = await readMany(
    (keys) => organizer.get([...keys]).go(),
    items.map(({ organizerId }) => ({ organizerId })),
  );
  const cards = items.flatMap(({ organizerId, role, endedAt }) => {
    const found = organizers.find((organizer) => organizer.organizerId === organizerId);
    return found?.isActive && endedAt === undefined ? [{ ...found, role }] : [];
  });
  return { items: cards, last };
});
