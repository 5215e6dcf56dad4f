import { commit, type Refusal, type Writers } from "#data/commit.ts";
import { type LoadedOrder, loadOrder } from "#data/load-order.ts";
import { loadStock } from "#data/load-stock.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, take } from "#data/stock-writes.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { draw } from "#domain/draw.ts";
import { Fault } from "#domain/fault.ts";
import { spread } from "#domain/ids.ts";
import { holdBucketOf, type Order, wantedOf } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import { type Draw, refusalOf, Stock } from "#domain/stock.ts";
import type { Ticket } from "#domain/ticket.ts";
import { type Change, created } from "#domain/trail.ts";

/** What is written with the order if it needs no payment. */
export type FreeSale = { readonly order: Order; readonly payment: Payment; readonly tickets: readonly Ticket[] };

/**
 * In a rush all buyers meet on the same stock items. Of 200 at once, each transaction taking 20 ms, 44 % would still be in
 * the way of others after 8 tries, 7 % after 12 and nobody after these, which wait 18 s at most.
 */
const triesInARush = 18;

/** Rounds of reading all shards again when others took what was just seen there. */
const rounds = 6;

/**
 * Takes the stock for every line of an order and stores the order, in one transaction, or does nothing. Answers the
 * order that is stored: for a replay, which the order's own key refuses, the one of the first time, even if the last
 * tickets are gone by now. Throws `sold_out` only after every shard was looked at.
 *
 * `complete` turns an order with its draws into what is stored: itself, or for a free one everything a sale leaves.
 */
export async function holdStock(
  order: Order,
  shards: number,
  change: Change,
  complete: (order: Order) => Order | FreeSale,
): Promise<{ order: LoadedOrder; replayed: boolean }> {
  const wanted = wantedOf(order);
  const home = spread(order.orderId, shards);
  let draws: Draw[] = wanted.map(({ ticketTypeId, quantity }) => ({ shard: home, ticketTypeId, quantity }));
  for (let round = 0; round < rounds; round++) {
    const sale = complete({ ...order, draws });
    const { refused, stored } = await write(sale, draws, change, wanted);
    if (stored) return { order: stored, replayed: false };
    // When several items refuse, the order's own reason outranks the stock's.
    const known = await existing(refused, order.orderId);
    if (known) return { order: known, replayed: true };
    const ofStock = refused.filter(({ position }) => position <= byShard(draws).length);
    const reason = ofStock.flatMap(({ item }) => reasonOf(item, wanted, change)).find((why) => why !== "sold_out");
    if (reason) throw new Fault(reason);
    // Only a ticket's number was taken: `complete` makes another.
    if (ofStock.length === 0) continue;
    const found = shards === 1 && round > 0 ? undefined : draw(await loadStock(order.eventId, shards), wanted, home);
    if (!found) throw new Fault("sold_out");
    draws = found;
  }
  throw new Fault("busy");
}

const entities = { orders, stocks, payments, tickets };

async function write(sale: Order | FreeSale, draws: Draw[], change: Change, wanted: ReturnType<typeof wantedOf>) {
  const { order, payment, tickets: issued } = "order" in sale ? sale : { order: sale, payment: undefined, tickets: [] };
  const stored = { ...order, holdBucket: holdBucketOf(order), ...created(change) };
  // The fact rides on the order alone: whatever else carried it would tell it again.
  const quiet = { ...change, fact: undefined };
  const trail = created(quiet);
  const writes = ({ orders, stocks, payments, tickets }: Writers<typeof entities>) => [
    orders.create(stored).commit(),
    ...byShard(draws).map(([shard, draws]) => take(stocks, { eventId: order.eventId, shard }, draws, quiet, wanted)),
    ...(payment ? [payments.create({ ...payment, ...trail }).commit()] : []),
    ...issued.map((ticket) => tickets.create({ ...ticket, ...trail }).commit()),
  ];
  const refused = await commit(entities, writes, triesInARush);
  return { refused, stored: refused.length === 0 ? stored : undefined };
}

/** The order that is in the way, if the order's own condition (the first of the transaction) refused. */
const existing = async (refused: readonly Refusal[], orderId: string) =>
  refused.some(({ position }) => position === 0) ? loadOrder(orderId) : undefined;

function reasonOf(item: unknown, wanted: ReturnType<typeof wantedOf>, change: Change) {
  const stock = Stock.safeParse(item);
  // No stock item: the event has never been on sale.
  if (!stock.success) return ["sale_closed" as const];
  return refusalOf(stock.data, wanted, change.now.toISOString()) ?? [];
}
