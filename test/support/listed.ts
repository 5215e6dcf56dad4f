import { event as events, indexed } from "#data/event.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import type { Category } from "#domain/category.ts";
import type { Event } from "#domain/event.ts";
import { eventCategoryOf, featuredEventOf } from "#domain/listing.ts";
import { created } from "#domain/trail.ts";

type Put = { params<P>(): P };
type Item = Readonly<Record<string, unknown>>;
export type Named = Pick<Category, "categoryId" | "name">;

/** The items by which an event is found, as the product writes them: its own, in its categories, among the featured. */
export function listedItems(event: Event, categories: readonly Named[], now: Date): Item[] {
  const trail = created({ now, by: "operator" });
  const featured = featuredEventOf(event);
  const puts: Put[] = [
    events.put({ ...indexed({ ...event, publishedAt: now.toISOString() }), ...trail }),
    ...categories
      .filter(({ categoryId }) => event.categoryIds.includes(categoryId))
      .map((category) => eventCategory.put({ ...eventCategoryOf(event, category), ...trail })),
    ...(featured ? [featuredEvent.put({ ...featured, ...trail })] : []),
  ];
  return puts.map((put) => put.params<{ Item: Item }>().Item);
}
