import { commit, type Writers } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { at } from "#data/home.ts";
import { limitWrite } from "#data/limit-writes.ts";
import type { LoadedOrder, LoadedPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit as limits } from "#data/person-limit.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, giveBack } from "#data/stock-writes.ts";
import { ticket as tickets } from "#data/ticket.ts";
import type { ticketsOf } from "#data/tickets-of-order.ts";
import { becomes, becomesOrStays, orderLife, paymentLife, ticketLife } from "#domain/life.ts";
import type { Payment } from "#domain/payment.ts";
import { reducedBy } from "#domain/person-limit.ts";
import { statusByRefunds } from "#domain/refund.ts";
import { keepsPlace } from "#domain/ticket.ts";
import { standingOf } from "#domain/ticket-standing.ts";
import { type Change, changed } from "#domain/trail.ts";

type LoadedTicket = Awaited<ReturnType<typeof ticketsOf>>[number];

/** A payment and all of its tickets, as they were read. */
export type Paid = { readonly payment: LoadedPayment; readonly tickets: readonly LoadedTicket[] };

/** Whether the doors of its event have closed: a ticket that is given back then is not let in any more. */
type Doors = { readonly doorsClosed?: boolean };

/**
 * Stores what changed about a payment's refunds, on the version that was read, and in the same transaction what becomes
 * of its tickets: suspended from the decision on, given back if it comes to nothing. Answers whether that is what
 * happened: false if the payment or one of these tickets was changed meanwhile, by a scan for example.
 */
export async function storeRefunds(was: Paid, next: Payment, change: Change, doors: Doors = {}): Promise<boolean> {
  const { payment } = was;
  const moves = moved(was, next, doors);
  const status = becomesOrStays(paymentLife, payment.status, next.status);
  const stored = { ...next, status, createdAt: payment.createdAt, ...changed(payment, change) };
  if (moves.length === 0) {
    const write = payments.put(stored).where(({ version }, op) => op.eq(version, payment.version));
    return holds(write.go(at(payment)));
  }
  const refused = await commit({ payments, tickets }, ({ payments, tickets }) => [
    payments
      .put(stored)
      .where(({ version }, op) => op.eq(version, payment.version))
      .commit(at(payment)),
    ...moving(tickets, moves, change),
  ]);
  return refused.length === 0;
}

/**
 * Settles a refund: its payment and order say so, the tickets that end with it let nobody in any more, and their places
 * return to the stock items each came from; the place of a ticket that was used stays taken, since its holder came in.
 * What is archived is settled in the archive. One transaction on the versions that were read, so it happens once, and no
 * scan crosses it. Answers whether that is what happened: false if something changed meanwhile, and is to be read again.
 */
export async function settleRefund(
  was: Paid & { readonly order: LoadedOrder },
  next: Payment,
  change: Change,
  doors: Doors = {},
): Promise<boolean> {
  const { fact: _, ...quiet } = change;
  const { order, payment } = was;
  const moves = moved(was, next, doors);
  const freed = moves
    .filter(({ ticket, status }) => keepsPlace(ticket) && !keepsPlace({ ...ticket, status }))
    .map(({ ticket }) => ({ shard: ticket.stockShard, ticketTypeId: ticket.ticketTypeId, quantity: 1 }));
  // Nobody can buy a place of an archived order: its event is over, and its stock may have moved or not.
  const places = order.archivedAt === undefined ? merged(freed) : [];
  const byRefunds = statusByRefunds(next);
  const status = byRefunds === "completed" ? order.status : becomesOrStays(orderLife, order.status, byRefunds);
  const settled = { ...next, status: becomesOrStays(paymentLife, payment.status, next.status) };
  const uncounted = { ...order, lines: places.length === 0 ? [] : order.lines };
  const uncount = await limitWrite(uncounted, (orders) => reducedBy(orders, order.orderId, places), quiet);
  const entities = { payments, orders, tickets, stocks, limits };
  const refused = await commit(entities, ({ payments, orders, tickets, stocks, limits }) => [
    payments
      .put({ ...settled, createdAt: payment.createdAt, ...changed(payment, change) })
      .where(({ version }, op) => op.eq(version, payment.version))
      .commit(at(payment)),
    orders
      .put({ ...order, status, ...changed(order, quiet) })
      .where(({ version }, op) => op.eq(version, order.version))
      .commit(at(order)),
    ...moving(tickets, moves, change),
    ...byShard(places).map(([shard, draws]) => giveBack(stocks, { eventId: order.eventId, shard }, draws, quiet)),
    ...uncount(limits),
  ]);
  return refused.length === 0;
}

type Move = { readonly ticket: LoadedTicket; readonly status: LoadedTicket["status"] };

/** What becomes of a payment's tickets by what its refunds, or a dispute, make of it. */
export const moved = ({ tickets }: Pick<Paid, "tickets">, next: Payment, doors: Doors): Move[] =>
  tickets
    .map((ticket) => ({ ticket, status: standingOf(ticket, next, doors) }))
    .filter(({ ticket, status }) => status !== ticket.status);

/** The writes of it, each on the version that was read. The fact is told by the payment. */
export function moving(
  write: Writers<{ tickets: typeof tickets }>["tickets"],
  moves: readonly Move[],
  { fact: _, ...quiet }: Change,
) {
  return moves.map(({ ticket, status }) =>
    write
      .put({ ...ticket, status: becomes(ticketLife, ticket.status, status), ...changed(ticket, quiet) })
      .where(({ version }, op) => op.eq(version, ticket.version))
      .commit(at(ticket)),
  );
}

type Freed = { readonly shard: number; readonly ticketTypeId: string; readonly quantity: number };

/** One draw per shard and type: an update can name a type of a stock item only once. */
function merged(freed: readonly Freed[]): Freed[] {
  const sums = new Map<string, Freed>();
  for (const one of freed) {
    const key = `${one.shard} ${one.ticketTypeId}`;
    sums.set(key, { ...one, quantity: one.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}
