import { category } from "#data/category.ts";
import { commit } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { listings, relisted } from "#data/relist.ts";
import type { Category } from "#domain/category.ts";
import { type Change, changed, stamp } from "#domain/trail.ts";

/**
 * Gives an event these categories, in this order, and no others: the event on its version, its rows, and in each
 * category it gains or loses how much that is used, in one transaction of at most 22 items. A category that was deleted
 * meanwhile is refused by the write itself. Answers nothing if the event or a category was written first.
 */
export async function storeCategories(
  before: LoadedEvent,
  chosen: readonly Category[],
  change: Change,
): Promise<LoadedEvent | undefined> {
  const former = before.event.categoryIds;
  const categoryIds = chosen.map(({ categoryId }) => categoryId);
  const gained = chosen.filter(({ categoryId }) => !former.includes(categoryId));
  const lost = former.filter((categoryId) => !categoryIds.includes(categoryId));
  const event = indexed({ ...before.event, categoryIds, ...changed(before.event, change) });
  const { writes, ...listing } = relisted(before, event, change, gained);
  const entities = { events, categories: category, ...listings };
  const refused = await commit(entities, ({ events, categories, ...listed }) => [
    events
      .put(event)
      .where(({ version }, op) => op.eq(version, before.event.version))
      .commit(),
    ...gained.map(({ categoryId }) =>
      categories
        .patch({ categoryId })
        .add({ uses: 1, version: 1 })
        .set(stamp(change))
        .where(({ isActive }, op) => op.eq(isActive, true))
        .commit(),
    ),
    ...lost.map((categoryId) =>
      categories
        .patch({ categoryId })
        .subtract({ uses: 1 })
        .add({ version: 1 })
        .set(stamp(change))
        .where(({ uses }, op) => op.gte(uses, 1))
        .commit(),
    ),
    ...writes(listed),
  ]);
  return refused.length === 0 ? { ...before, ...listing, event } : undefined;
}
