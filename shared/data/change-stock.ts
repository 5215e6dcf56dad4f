import type { Writers } from "#data/commit.ts";
import type { stock } from "#data/stock.ts";
import type { ShardChange } from "#domain/stock-change.ts";
import { type Change, stamp } from "#domain/trail.ts";

type StockWriter = Writers<{ stock: typeof stock }>["stock"];

/**
 * One stock item's part of a change of what is on sale. It moves figures by what differs, so that sales made since they
 * were read stay counted; what it takes away must still be there.
 */
export const changeShard = (
  stock: StockWriter,
  eventId: string,
  { shard, places, types }: ShardChange,
  change: Change,
) =>
  stock
    .patch({ eventId, shard })
    .data((item, op) => {
      op.add(item.version, 1);
      if (places > 0) op.add(item.left, places);
      if (places < 0) op.subtract(item.left, -places);
      for (const { ticketTypeId, more, terms, opening } of types) {
        const type = item.types[ticketTypeId];
        if (!type) continue;
        if (opening) {
          op.set(type, opening);
          continue;
        }
        // DynamoDB's ADD does not reach into maps: subtracting the negative adds.
        if (more !== 0) op.subtract(type.left, -more);
        if (terms.price !== undefined) op.set(type.price, terms.price);
        if (terms.saleFrom !== undefined) op.set(type.saleFrom, terms.saleFrom);
        if (terms.saleUntil !== undefined) op.set(type.saleUntil, terms.saleUntil);
        if (terms.onSale !== undefined) op.set(type.onSale, terms.onSale);
      }
    })
    .set(stamp(change))
    .where((item, op) => {
      const guards = [op.exists(item.eventId)];
      if (places < 0) guards.push(op.gte(item.left, -places));
      for (const { ticketTypeId, more, isDeleted } of types) {
        const type = item.types[ticketTypeId];
        if (type && more < 0) guards.push(op.gte(type.left, -more));
        if (type && isDeleted) guards.push(op.eq(type.taken, 0));
      }
      return guards.join(" AND ");
    })
    .commit();
