import { listed } from "#data/listed.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { readPage } from "#data/page.ts";
import { readMany } from "#data/read-many.ts";
import { requireRole } from "#data/rights.ts";
import { listUnverifiedOrganizers } from "#functions/organizers/list-unverified-organizers.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listUnverifiedOrganizers, async ({ caller, page }) => {
  await requireRole(caller, "admin");
  const { items, last } = await readPage(organizers.query.unverified({}), page);
  const ids = items.map(listed(organizers, "unverified")).map(({ organizerId }) => organizerId);
  const found = await readMany(
    (keys) => organizers.get([...keys]).go(),
    ids.map((organizerId) => ({ organizerId })),
  );
  const waiting = ids.flatMap(
    (id) => found.find(({ organizerId, isVerified }) => organizerId === id && !isVerified) ?? [],
  );
  return { items: waiting, last };
});
