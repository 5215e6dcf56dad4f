import type { Writers } from "#data/commit.ts";
import type { stock } from "#data/stock.ts";
import type { Move } from "#domain/gather.ts";
import type { Draw, Wanted } from "#domain/stock.ts";
import { type Change, stamp } from "#domain/trail.ts";

type StockWriter = Writers<{ stock: typeof stock }>["stock"];
type Key = { readonly eventId: string; readonly shard: number };

/** A sale's fact rides on its order. */
const untold = ({ now, by }: Change) => stamp({ now, by });

/** Hands places and tickets of one shard to another, which takes them in the same transaction: `moveIn`. */
export const moveOut = (stock: StockWriter, eventId: string, { shard, places, types }: Move, change: Change) =>
  stock
    .patch({ eventId, shard })
    .data((item, op) => {
      op.subtract(item.left, places);
      op.add(item.version, 1);
      for (const [id, quantity] of Object.entries(types)) {
        const type = item.types[id];
        if (type) op.subtract(type.left, quantity);
      }
    })
    .set(untold(change))
    .where((item, op) => {
      const guards = [op.eq(item.live, true), op.gte(item.left, places)];
      for (const [id, quantity] of Object.entries(types)) {
        const type = item.types[id];
        if (type) guards.push(op.gte(type.left, quantity));
      }
      return guards.join(" AND ");
    })
    .commit({ response: "all_old" });

/** Takes an order's draws out of a shard that gets what others hand it, under every guard of a sale. */
export const moveIn = (
  stock: StockWriter,
  key: Key,
  draws: readonly Draw[],
  moves: readonly Move[],
  change: Change,
  terms: readonly Wanted[],
) => {
  const sold = draws.reduce((sum, { quantity }) => sum + quantity, 0);
  const places = moves.reduce((sum, move) => sum + move.places, 0);
  const lines = draws.map((draw) => ({
    ...draw,
    got: moves.reduce((sum, { types }) => sum + (types[draw.ticketTypeId] ?? 0), 0),
    unitPrice: terms.find(({ ticketTypeId }) => ticketTypeId === draw.ticketTypeId)?.unitPrice ?? 0,
  }));
  return stock
    .patch(key)
    .data((item, op) => {
      op.subtract(item.left, sold - places);
      op.add(item.taken, sold);
      op.add(item.version, 1);
      for (const { ticketTypeId, quantity, got } of lines) {
        const type = item.types[ticketTypeId];
        if (!type) continue;
        op.subtract(type.left, quantity - got);
        // DynamoDB's ADD does not reach into maps: subtracting the negative adds.
        op.subtract(type.taken, -quantity);
      }
    })
    .set(untold(change))
    .where((item, op) => {
      const now = change.now.toISOString();
      const guards = [op.eq(item.live, true), op.gte(item.left, Math.max(0, sold - places))];
      for (const { ticketTypeId, quantity, got, unitPrice } of lines) {
        const type = item.types[ticketTypeId];
        if (!type) continue;
        guards.push(op.gte(type.left, Math.max(0, quantity - got)));
        guards.push(op.eq(type.onSale, true), op.eq(type.price, unitPrice));
        guards.push(op.lte(type.saleFrom, now), op.gt(type.saleUntil, now));
      }
      return guards.join(" AND ");
    })
    .commit({ response: "all_old" });
};
