import { saleTerms } from "#domain/stock.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { differences, type Stored } from "../stored.ts";
import { broken } from "../violation.ts";

const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

/** The stock items an event says it has; of those that are missing, that they are. */
export const stockOf = ({ eventId, stockShards }: Stored<"event">, table: Table) =>
  Array.from({ length: stockShards }, (_, shard) => ({ shard, stock: table.find("stock", { eventId, shard }) }));

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
        else {
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
      if (places !== event.maxCapacity) {
        yield broken("stock", `has ${event.maxCapacity} places; left and taken add up to ${places}`);
      }
    },
  ],
  ticketType: [
    function* ({ eventId, ticketTypeId, quantityAvailable, deletedAt }, table) {
      const event = table.find("event", { eventId });
      if (!event || event.stockShards === 0) return;
      const shards = stockOf(event, table).map(({ stock }) => stock?.types[ticketTypeId]);
      // What was deleted before the event was published never came on sale.
      if (deletedAt && shards.every((type) => type === undefined)) return;
      if (shards.includes(undefined)) return yield broken("stock", "is not in every stock item of its event");
      const places = sumOf(shards.map((type) => (type ? type.left + type.taken : 0)));
      if (places !== quantityAvailable) {
        yield broken("stock", `has ${quantityAvailable} tickets; left and taken add up to ${places}`);
      }
    },
  ],
};
