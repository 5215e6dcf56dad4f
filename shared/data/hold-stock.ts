import { commit, type Refusal, type Writers } from "#data/commit.ts";
import { limitWrite } from "#data/limit-writes.ts";
import { type LoadedOrder, loadOrder } from "#data/load-order.ts";
import { loadStock } from "#data/load-stock.ts";
import { moveIn, moveOut } from "#data/move-stock.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit as limits } from "#data/person-limit.ts";
import { hadTooLittle, keepSeen, keepSold, seenStock } from "#data/seen-stock.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, take } from "#data/stock-writes.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { Fault } from "#domain/fault.ts";
import { type Gathered, gather } from "#domain/gather.ts";
import { spread } from "#domain/ids.ts";
import { holdBucketOf, type Order, wantedOf } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import { countedIn } from "#domain/person-limit.ts";
import { refusalOf, Stock, type Wanted } from "#domain/stock.ts";
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
 * An order draws from its home, the shard its id names. If that lacks something, the same write moves it in from others
 * (`gather`), so that near the end each ticket is sellable and a returned one goes where the next buyers look. What was
 * seen of all shards within two seconds says which: they are read only if that is unknown, or was not so any more.
 *
 * `complete` turns an order with its draws into what is stored: itself, or for a free one everything a sale leaves.
 */
export async function holdStock(
  order: Order,
  shards: number,
  change: Change,
  complete: (order: Order) => Order | FreeSale,
): Promise<{ order: LoadedOrder; replayed: boolean }> {
  const { eventId } = order;
  const wanted = wantedOf(order);
  const home = spread(order.orderId, shards);
  const gatherFrom = (stock: readonly Stock[]) => gather(stock, wanted, home, spread(order.orderId.slice(24), shards));
  const direct = { draws: wanted.map((line) => ({ shard: home, ...drawOf(line) })), moves: [] };
  let plan: Gathered = gatherFrom(seenStock(eventId, shards, change.now)) ?? direct;
  if (plan === direct && hadTooLittle(eventId, wanted, change.now)) {
    // A write that would be refused costs as much as one that is done: it is looked first.
    const found = await lookedFor(eventId, shards, change.now, gatherFrom);
    const known = found ? undefined : await loadOrder(order.orderId);
    if (known) return { order: known, replayed: true };
    if (!found) throw new Fault("sold_out");
    plan = found;
  }
  for (let round = 0; round < rounds; round++) {
    const sale = complete({ ...order, draws: plan.draws });
    const count = await counting(order, change);
    if (count instanceof Fault) {
      // What counts against it may be the order itself, placed meanwhile.
      const placed = await loadOrder(order.orderId);
      if (placed) return { order: placed, replayed: true };
      throw count;
    }
    const { refused, stored } = await write(sale, plan, change, wanted, count);
    if (stored) {
      keepSold(eventId, plan, change.now);
      return { order: stored, replayed: false };
    }
    // When several items refuse, the order's own reason outranks the stock's.
    const known = await existing(refused, order.orderId);
    if (known) return { order: known, replayed: true };
    const ofStock = refused.filter(({ position }) => position <= stockItems(plan));
    const reason = ofStock.flatMap(({ item }) => reasonOf(item, wanted, change)).find((why) => why !== "sold_out");
    if (reason) throw new Fault(reason);
    // Only a ticket's number was taken, of which `complete` makes another, or the person's counts moved.
    if (ofStock.length === 0) continue;
    const found = await lookedFor(eventId, shards, change.now, gatherFrom);
    if (!found) throw new Fault("sold_out");
    plan = found;
  }
  throw new Fault("busy");
}

/** Where all of an order is by the shards as they are now, which are remembered. */
async function lookedFor(
  eventId: string,
  shards: number,
  now: Date,
  gatherFrom: (stock: readonly Stock[]) => Gathered | undefined,
): Promise<Gathered | undefined> {
  const stock = await loadStock(eventId, shards);
  const found = gatherFrom(stock);
  keepSeen(eventId, stock, now, found === undefined);
  return found;
}

const drawOf = ({ ticketTypeId, quantity }: Wanted) => ({ ticketTypeId, quantity });

/** How many stock items a sale writes: behind the order, they come first in its transaction. */
const stockItems = ({ draws, moves }: Gathered) => byShard(draws).length + moves.length;

/** The write that counts what is limited per person, or why it is too many. */
async function counting(order: Order, { now, by }: Change) {
  try {
    return await limitWrite(order, (orders) => countedIn(orders, order), { now, by });
  } catch (error) {
    if (error instanceof Fault && error.code === "limit_exceeded") return error;
    throw error;
  }
}

const entities = { orders, stocks, payments, tickets, limits };
type Count = Awaited<ReturnType<typeof limitWrite>>;

async function write(
  sale: Order | FreeSale,
  { draws, moves }: Gathered,
  change: Change,
  wanted: Wanted[],
  count: Count,
) {
  const { order, payment, tickets: issued } = "order" in sale ? sale : { order: sale, payment: undefined, tickets: [] };
  const stored = { ...order, holdBucket: holdBucketOf(order), ...created(change) };
  // The fact rides on the order alone: whatever else carried it would tell it again.
  const quiet = { ...change, fact: undefined };
  const trail = created(quiet);
  const writes = ({ orders, stocks, payments, tickets, limits }: Writers<typeof entities>) => [
    orders.create(stored).commit(),
    ...byShard(draws).map(([shard, draws]) =>
      moves.length > 0
        ? moveIn(stocks, { eventId: order.eventId, shard }, draws, moves, quiet, wanted)
        : take(stocks, { eventId: order.eventId, shard }, draws, quiet, wanted),
    ),
    ...moves.map((move) => moveOut(stocks, order.eventId, move, quiet)),
    ...(payment ? [payments.create({ ...payment, ...trail }).commit()] : []),
    ...issued.map((ticket) => tickets.create({ ...ticket, ...trail }).commit()),
    ...count(limits),
  ];
  const refused = await commit(entities, writes, triesInARush);
  return { refused, stored: refused.length === 0 ? stored : undefined };
}

/** The order that is in the way, if the order's own condition (the first of the transaction) refused. */
const existing = async (refused: readonly Refusal[], orderId: string) =>
  refused.some(({ position }) => position === 0) ? loadOrder(orderId) : undefined;

function reasonOf(item: unknown, wanted: readonly Wanted[], change: Change) {
  const stock = Stock.safeParse(item);
  // No stock item: the event has never been on sale.
  if (!stock.success) return ["sale_closed" as const];
  return refusalOf(stock.data, wanted, change.now.toISOString()) ?? [];
}
