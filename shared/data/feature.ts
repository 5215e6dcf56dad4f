import { changeEvent, storeSale } from "#data/change-event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type Event, isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import type { Change } from "#domain/trail.ts";

/**
 * Has an event that everybody sees be featured, or not. Throws `not_found`, `stale_version`, and `not_changeable` for
 * one that is not found by anybody, since it is not published; nothing is written if it is so already.
 */
export const setFeatured = (
  { eventId, isFeatured }: Pick<Event, "eventId" | "isFeatured">,
  expectedVersion: number,
  change: Change,
): Promise<LoadedEvent> =>
  changeEvent(eventId, async (sale) => {
    const { event } = sale;
    if (!isPublic(event)) throw new Fault("not_found");
    if (event.version !== expectedVersion) throw new Fault("stale_version");
    if (event.isFeatured === isFeatured) return sale;
    if (isFeatured && event.status !== "published") {
      throw new Fault("not_changeable", `An event that is ${event.status} cannot be featured.`);
    }
    return storeSale(sale, { event: { ...event, isFeatured } }, change);
  });
