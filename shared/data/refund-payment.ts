import { commit } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { at } from "#data/home.ts";
import type { LoadedOrder, LoadedPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, giveBack } from "#data/stock-writes.ts";
import { ticket as tickets } from "#data/ticket.ts";
import type { ticketsOf } from "#data/tickets-of-order.ts";
import type { Payment } from "#domain/payment.ts";
import { givenBack, keepsPlace } from "#domain/ticket.ts";
import { type Change, changed } from "#domain/trail.ts";

type LoadedTicket = Awaited<ReturnType<typeof ticketsOf>>[number];

/** Stores what changed about a payment's refunds, on the version that was read. Answers whether that was still so. */
export const storeRefunds = (was: LoadedPayment, next: Payment, change: Change) =>
  holds(
    payments
      .put({ ...next, createdAt: was.createdAt, ...changed(was, change) })
      .where(({ version }, op) => op.eq(version, was.version))
      .go(at(was)),
  );

/**
 * Settles a refund: its payment and order say so, its tickets let nobody in any more, and their places return to the
 * stock items each came from; the place of a ticket that was used stays taken, since its holder came in. What is archived
 * is settled in the archive. One transaction
 * on the versions that were read, so it happens once, and no scan crosses it. Answers whether that is what happened:
 * false if something changed meanwhile, and is to be read again.
 */
export async function settleRefund(
  was: { readonly payment: LoadedPayment; readonly order: LoadedOrder; readonly tickets: readonly LoadedTicket[] },
  next: Payment,
  change: Change,
): Promise<boolean> {
  const { fact: _, ...quiet } = change;
  const { order, payment } = was;
  const ended = was.tickets.filter(({ status }) => status !== "cancelled" && status !== "refunded");
  const freed = ended
    .filter((ticket) => !keepsPlace({ ...ticket, status: givenBack(ticket) }))
    .map(({ stockShard, ticketTypeId }) => ({ shard: stockShard, ticketTypeId, quantity: 1 }));
  // Nobody can buy a place of an archived order: its event is over, and its stock may have moved or not.
  const places = order.archivedAt === undefined ? merged(freed) : [];
  const status = next.status === "refunded" ? ("refunded" as const) : ("partially_refunded" as const);
  const refused = await commit({ payments, orders, tickets, stocks }, ({ payments, orders, tickets, stocks }) => [
    payments
      .put({ ...next, createdAt: payment.createdAt, ...changed(payment, change) })
      .where(({ version }, op) => op.eq(version, payment.version))
      .commit(at(payment)),
    orders
      .put({ ...order, status, ...changed(order, quiet) })
      .where(({ version }, op) => op.eq(version, order.version))
      .commit(at(order)),
    ...ended.map((ticket) =>
      tickets
        .put({ ...ticket, status: givenBack(ticket), ...changed(ticket, quiet) })
        .where(({ version }, op) => op.eq(version, ticket.version))
        .commit(at(ticket)),
    ),
    ...byShard(places).map(([shard, draws]) => giveBack(stocks, { eventId: order.eventId, shard }, draws, quiet)),
  ]);
  return refused.length === 0;
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
