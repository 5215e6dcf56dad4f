import { stock } from "#data/stock.ts";
import { undisturbed } from "#data/undisturbed.ts";
import type { ShardStep } from "#domain/sale-change.ts";
import { type Change, stamp } from "#domain/trail.ts";

/**
 * One stock item's step of a change of what is on sale: a write of its own, so it keeps buyers waiting no longer than one
 * of them does. It moves figures by what differs, so that sales made since they were read stay counted. Answers whether it
 * was done: not if the item's record has moved on since, or what it takes away is not there any more.
 */
export const changeShard = (
  eventId: string,
  { shard, was, record, places, types }: ShardStep,
  change: Change,
): Promise<boolean> =>
  undisturbed(() =>
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
      .set({ change: record, ...stamp({ now: change.now, by: change.by }) })
      .where((item, op) => {
        const guards = was
          ? [op.eq(item.change.changeId, was.changeId), op.eq(item.change.step, was.step)]
          : [op.exists(item.eventId), op.notExists(item.change)];
        if (places < 0) guards.push(op.gte(item.left, -places));
        for (const { ticketTypeId, more, isUntaken } of types) {
          const type = item.types[ticketTypeId];
          if (type && more < 0) guards.push(op.gte(type.left, -more));
          if (type && isUntaken) guards.push(op.eq(type.taken, 0));
        }
        return guards.join(" AND ");
      })
      .go(),
  );
