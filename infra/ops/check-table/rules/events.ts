import { calendarMonth, eventCard, mapCell } from "#domain/event-card.ts";
import { lowestPrice } from "#domain/ticket-type.ts";
import { hours, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import { differences } from "../stored.ts";
import { behind, broken } from "../violation.ts";

/** Ended events are completed every quarter of an hour. */
const patience = hours(1);

/** Events and their ticket types against what lists and buyers are shown of them. */
export const rules: Rules = {
  event: [
    function* (event, table) {
      if (!table.find("organizer", { organizerId: event.organizerId })) {
        yield broken("parents", "is of an organizer there is not");
      }
      const card = eventCard(event);
      const derived = { card, calendarMonth: calendarMonth(event), mapCell: mapCell(card) };
      const { calendarMonth: month, mapCell: cell } = event;
      if (differences({ card: event.card, calendarMonth: month, mapCell: cell }, derived).length > 0) {
        yield broken("shape", "shows something else in lists than it says");
      }
      if (event.isActive !== (event.deletedAt === undefined)) {
        yield broken(
          "shape",
          `is ${event.isActive ? "there" : "gone"}, and was deleted at ${event.deletedAt ?? "no time"}`,
        );
      }
      if (event.status === "published" && shifted(event.endDate, patience) < table.now) {
        yield behind("count", `ended at ${event.endDate} and is still published`);
      }
      const wasPublished = event.publishedAt !== undefined;
      if (wasPublished !== event.stockShards > 0 || (event.status === "published" && !wasPublished)) {
        yield broken("stock", `is ${event.status} with ${event.stockShards} stock items`);
      }
    },
    // Once it is published, its stock knows all its ticket types.
    function* ({ eventId, stockShards, price }, table) {
      const stock = stockShards > 0 ? table.find("stock", { eventId, shard: 0 }) : undefined;
      if (!stock) return;
      const types = Object.keys(stock.types).flatMap(
        (id) => table.find("ticketType", { eventId, ticketTypeId: id }) ?? [],
      );
      const lowest = lowestPrice(types);
      if (price !== lowest)
        yield broken("shape", `says its lowest price is ${price ?? "none"}; it is ${lowest ?? "none"}`);
    },
    // What it shows of its stock counts all of it.
    function* ({ eventId, stockShards }, table) {
      const figures = stockShards > 0 ? table.find("availability", { eventId })?.shards : undefined;
      const uncounted = Array.from({ length: stockShards }, (_, shard) => shard).filter((shard) => !figures?.[shard]);
      if (uncounted.length > 0) yield behind("figures", `shows nothing of stock shard ${uncounted.join(", ")}`);
    },
  ],
  ticketType: [
    function* (type, table) {
      const event = table.find("event", { eventId: type.eventId });
      if (!event) return yield broken("parents", "is of an event there is not");
      const isOffered = type.isActive && !type.isHidden;
      if (event.stockShards === 0 && isOffered && (event.price === undefined || event.price > type.price)) {
        yield broken("shape", `costs ${type.price}; its event says the lowest price is ${event.price ?? "none"}`);
      }
    },
  ],
  availability: [
    function* ({ eventId, shards }, table) {
      if (!table.find("event", { eventId })) return yield broken("parents", "is of an event there is not");
      for (const [shard, figures] of Object.entries(shards)) {
        const stock = table.find("stock", { eventId, shard: Number(shard) });
        if (!stock) yield broken("figures", `counts stock shard ${shard}, which there is not`);
        else if (figures.version < stock.version) {
          yield behind("figures", `counts shard ${shard} as of version ${figures.version}; it is at ${stock.version}`);
        } else {
          const types = Object.fromEntries(Object.entries(stock.types).map(([id, type]) => [id, type.taken]));
          const is = { version: stock.version, taken: stock.taken, types };
          if (differences(figures, is).length > 0) yield broken("figures", `counts shard ${shard} as it never was`);
        }
      }
    },
  ],
};
