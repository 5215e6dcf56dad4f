import { gained } from "#domain/sale-change.ts";
import { type Stock, saleTerms } from "#domain/stock.ts";
import { hours, shifted } from "#domain/time.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { differences, type Stored } from "../stored.ts";
import { behind, broken } from "../violation.ts";

/** A change is gone on with five minutes after its worker has stopped. */
const patience = hours(1);

/** Those of them that are there. */
const read = (shards: ReturnType<typeof stockOf>) => shards.flatMap(({ stock }) => stock ?? []);

const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

/** The stock items an event says it has; of those that are missing, that they are. */
export const stockOf = ({ eventId, stockShards }: Stored<"event">, table: Table) =>
  Array.from({ length: stockShards }, (_, shard) => ({ shard, stock: table.find("stock", { eventId, shard }) }));

/**
 * So many places, or tickets of a type, its stock items must add up to: as many as the event says, unless a change is under
 * way. Then what each of them has gained or lost by it so far is counted from where it began.
 */
function due({ change }: Stored<"event">, quantity: number, stock: readonly Stock[], type?: string): number {
  if (!change) return quantity;
  const aim = type === undefined ? change.places : (change.types[type]?.more ?? 0);
  return (change.state === "applying" ? quantity - aim : quantity) + gained(change, stock, type);
}

/** What the stock items of an event say by themselves. That `taken` is what was sold and is held is counted apart. */
export const rules: Rules = {
  stock: [
    function* (stock, table) {
      const event = table.find("event", { eventId: stock.eventId });
      if (!event) return yield broken("parents", "is stock of an event there is not");
      if (stock.shard >= event.stockShards) {
        yield broken("stock", `is shard ${stock.shard} of an event that has ${event.stockShards}`);
      }
      if (stock.live && !(event.status === "published" && event.isActive)) {
        yield broken("stock", `sells, while its event is ${event.status}`);
      }
      if (!stock.live && event.status === "published" && event.isActive) {
        yield broken("stock", "sells nothing, while its event is published");
      }
      const taken = sumOf(Object.values(stock.types).map((type) => type.taken));
      if (taken !== stock.taken) {
        yield broken("stock", `says ${stock.taken} places are taken; its ticket types together say ${taken}`);
      }
      for (const ticketTypeId of Object.keys(stock.types)) {
        const type = table.find("ticketType", { eventId: stock.eventId, ticketTypeId });
        if (!type) yield broken("parents", `has places of ticket type ${ticketTypeId}, which there is not`);
        // One after the other they follow a change that is under way.
        else if (!event.change?.types[ticketTypeId]) {
          const { left: _, taken: __, ...terms } = stock.types[ticketTypeId] ?? { left: 0, taken: 0 };
          const differs = differences(terms, saleTerms(event, type));
          if (differs.length > 0) yield broken("stock", `sells "${type.name}" on other terms than it has: ${differs}`);
        }
      }
    },
  ],
  event: [
    function* (event, table) {
      const shards = stockOf(event, table);
      const lacking = shards.filter(({ stock }) => !stock).map(({ shard }) => shard);
      if (lacking.length > 0) return yield broken("stock", `lacks its stock item ${lacking.join(", ")}`);
      if (shards.length === 0) return;
      const places = sumOf(shards.map(({ stock }) => (stock ? stock.left + stock.taken : 0)));
      const asked = due(event, event.maxCapacity, read(shards));
      if (places !== asked) yield broken("stock", `has ${asked} places; left and taken add up to ${places}`);
      if (event.change && shifted(event.change.until, patience) < table.now) {
        yield behind("stock", "has a change of what is on sale that nobody goes on with");
      }
    },
  ],
  ticketType: [
    function* ({ eventId, ticketTypeId, quantityAvailable, deletedAt }, table) {
      const event = table.find("event", { eventId });
      if (!event || event.stockShards === 0) return;
      const stock = read(stockOf(event, table));
      const shards = stock.map(({ types }) => types[ticketTypeId]);
      // What was deleted before the event was published never came on sale.
      if (deletedAt && shards.every((type) => type === undefined)) return;
      // A new one comes on sale shard by shard.
      const isOpening = event.change?.types[ticketTypeId]?.opening !== undefined;
      if ((shards.length < event.stockShards || shards.includes(undefined)) && !isOpening) {
        return yield broken("stock", "is not in every stock item of its event");
      }
      const places = sumOf(shards.map((type) => (type ? type.left + type.taken : 0)));
      const asked = due(event, quantityAvailable, stock, ticketTypeId);
      if (places !== asked) yield broken("stock", `has ${asked} tickets; left and taken add up to ${places}`);
    },
  ],
};
