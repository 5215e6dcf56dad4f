import type { Writers } from "#data/commit.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import type { Category } from "#domain/category.ts";
import { type Event, isListed } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { eventCategoryOf, featuredEventOf, listingOf } from "#domain/listing.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/** What a transaction needs among its entities to take an event's listing along. */
export const listings = { eventCategories: eventCategory, featuredEvents: featuredEvent };
type Listings = Writers<typeof listings>;

/**
 * Whoever writes an event anew writes this with it, in the same transaction: its rows in categories and among the
 * featured events, which say what lists show of it and are found only while it is published. At most 6 writes (11 where
 * categories change), none if lists show the same as before; the event's own keys follow from `indexed`. `gained` are
 * those of the event's categories that it did not have.
 *
 * Every row is written as it was read, so a refusal means that somebody else wrote the event first. Throws `busy` if
 * `before` was read while that happened. Answers the rows as they will be, and their writes.
 */
export function relisted(
  before: LoadedEvent,
  next: Event,
  change: Change,
  gained: readonly Pick<Category, "categoryId" | "name">[] = [],
) {
  const { eventId, categoryIds } = next;
  // The event tells of the change; its rows only say who and when.
  const { fact: _, ...quietly } = change;
  if (before.categories.length !== before.event.categoryIds.length) throw new Fault("busy");
  const isSame = said(before.event) === said(next);
  const kept = before.categories.filter(({ categoryId }) => categoryIds.includes(categoryId));
  const lost = before.categories.filter((row) => !kept.includes(row));
  const rewritten = isSame
    ? []
    : kept.map((row) => ({ ...row, ...eventCategoryOf(next, row), ...changed(row, quietly) }));
  const added = gained.map((category) => ({ ...eventCategoryOf(next, category), ...created(quietly) }));
  const rows = [...rewritten, ...added, ...kept];
  const { featured: shown } = before;
  const row = featuredEventOf(next);
  const trail = shown ? { createdAt: shown.createdAt, ...changed(shown, quietly) } : created(quietly);
  const featured = row && (shown && isSame ? shown : { ...row, ...trail });

  return {
    categories: categoryIds.flatMap((id) => rows.find(({ categoryId }) => categoryId === id) ?? []),
    featured,
    writes: ({ eventCategories, featuredEvents }: Listings): object[] => [
      ...rewritten.map((row) =>
        eventCategories
          .put(row)
          .where(({ version }, op) => op.eq(version, row.version - 1))
          .commit(),
      ),
      ...added.map((row) => eventCategories.create(row).commit()),
      // Who took it away is told by the event, which is written in the same transaction.
      ...lost.map(({ categoryId, version: read }) =>
        eventCategories
          .delete({ eventId, categoryId })
          .where(({ version }, op) => op.eq(version, read))
          .commit(),
      ),
      ...featuredWrites(featuredEvents, shown, featured),
    ],
  };
}

/** What lists say of it; of an event that is not listed, nothing. */
const said = (event: Event) => (isListed(event) ? JSON.stringify(listingOf(event)) : undefined);

type Row = NonNullable<LoadedEvent["featured"]>;

function featuredWrites(rows: Listings["featuredEvents"], before: Row | undefined, after: Row | undefined): object[] {
  if (before === after) return [];
  if (!before) return after ? [rows.create(after).commit()] : [];
  const write = after ? rows.put(after) : rows.delete({ eventId: before.eventId });
  return [write.where(({ version }, op) => op.eq(version, before.version)).commit()];
}
