import type { Writers } from "#data/commit.ts";
import type { stock } from "#data/stock.ts";
import type { Draw, Wanted } from "#domain/stock.ts";
import { type Change, stamp } from "#domain/trail.ts";

type StockWriter = Writers<{ stock: typeof stock }>["stock"];

/** Draws grouped by the stock item they come from: each item is written once, whatever the number of lines. */
export function byShard(draws: readonly Draw[]): [shard: number, draws: Draw[]][] {
  const groups = new Map<number, Draw[]>();
  for (const draw of draws) groups.set(draw.shard, [...(groups.get(draw.shard) ?? []), draw]);
  return [...groups];
}

/** A sale's fact rides on its order: the stock items it draws from only say who and when. */
const untold = ({ now, by }: Change) => stamp({ now, by });

const placesOf = (draws: readonly Draw[]) => draws.reduce((sum, { quantity }) => sum + quantity, 0);

type Key = { readonly eventId: string; readonly shard: number };

type Pile = "left" | "taken";

/** Moves the draws of one shard from one pile to the other. */
const moving = (stock: StockWriter, key: Key, draws: readonly Draw[], [from, to]: [Pile, Pile], change: Change) =>
  stock
    .patch(key)
    .data((item, op) => {
      op.subtract(item[from], placesOf(draws));
      op.add(item[to], placesOf(draws));
      op.add(item.version, 1);
      for (const { ticketTypeId, quantity } of draws) {
        const type = item.types[ticketTypeId];
        if (!type) continue;
        op.subtract(type[from], quantity);
        // DynamoDB's ADD does not reach into maps: subtracting the negative adds.
        op.subtract(type[to], -quantity);
      }
    })
    .set(untold(change));

/**
 * Takes the draws of one shard. Every guard of a sale is a condition of this write: the event is live, the places and
 * each type's are left, each type is on sale now and at the quoted price. Without `terms` (a payment that came after
 * its hold was released) only what is left counts: what was paid was agreed on while the sale was open.
 */
export const take = (stock: StockWriter, key: Key, draws: readonly Draw[], change: Change, terms?: readonly Wanted[]) =>
  moving(stock, key, draws, ["left", "taken"], change)
    .where((item, op) => {
      const now = change.now.toISOString();
      const guards = [op.eq(item.live, true), op.gte(item.left, placesOf(draws))];
      for (const { ticketTypeId, quantity } of draws) {
        const type = item.types[ticketTypeId];
        const wanted = terms?.find((line) => line.ticketTypeId === ticketTypeId);
        if (!type) continue;
        guards.push(op.gte(type.left, quantity));
        if (!wanted) continue;
        guards.push(op.eq(type.onSale, true), op.eq(type.price, wanted.unitPrice));
        guards.push(op.lte(type.saleFrom, now), op.gt(type.saleUntil, now));
      }
      return guards.join(" AND ");
    })
    .commit({ response: "all_old" });

/** Gives the draws of one shard back to it. The order's own state says that this happens once. */
export const giveBack = (stock: StockWriter, key: Key, draws: readonly Draw[], change: Change) =>
  moving(stock, key, draws, ["taken", "left"], change)
    .where((item, op) => op.gte(item.taken, placesOf(draws)))
    .commit();
