import { commit } from "#data/commit.ts";
import { limitWrite } from "#data/limit-writes.ts";
import type { LoadedOrder, LoadedPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit as limits } from "#data/person-limit.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, take } from "#data/stock-writes.ts";
import { ticket as tickets } from "#data/ticket.ts";
import type { ConfirmedOrder } from "#domain/confirmation.ts";
import { becomes, orderLife, paymentLife } from "#domain/life.ts";
import { isUnpaid } from "#domain/payment.ts";
import { countedIn } from "#domain/person-limit.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/**
 * Stores what a payment brings: the order confirmed, its payment with a line per ticket, and the tickets; for a hold
 * that was released before, the places are taken again, and counted for its buyer. One transaction on the versions that were read, so it happens
 * once whatever is delivered twice. Answers whether that is what happened: false if order, payment or stock changed
 * meanwhile, and are to be read again. Throws `limit_exceeded` if its buyer has too many by now.
 */
export async function confirmOrder(
  was: { readonly order: LoadedOrder; readonly payment: LoadedPayment | undefined },
  next: ConfirmedOrder,
  change: Change,
): Promise<boolean> {
  const { fact: _, ...quiet } = change;
  const retaken = was.order.status === "pending" ? [] : next.order.draws;
  const { eventId } = was.order;
  const uncounted = { ...was.order, lines: was.order.status === "pending" ? [] : was.order.lines };
  const recount = await limitWrite(uncounted, (orders) => countedIn(orders, was.order), quiet);
  const order = {
    ...next.order,
    status: becomes(orderLife, was.order.status, next.order.status),
    createdAt: was.order.createdAt,
    holdBucket: was.order.holdBucket,
    purgeAt: undefined,
    ...changed(was.order, change),
  };
  const known = was.payment;
  if (known && !isUnpaid(known))
    throw new Error(`Payment ${known.paymentId} is ${known.status}: it buys nothing any more`);
  const payment = { ...next.payment, status: becomes(paymentLife, known?.status ?? "pending", next.payment.status) };
  const entities = { orders, payments, tickets, stocks, limits };
  const refused = await commit(entities, ({ orders, payments, tickets, stocks, limits }) => [
    orders
      .put(order)
      .where(({ version }, op) => op.eq(version, was.order.version))
      .commit(),
    known
      ? payments
          .put({ ...payment, createdAt: known.createdAt, ...changed(known, quiet) })
          .where(({ version }, op) => op.eq(version, known.version))
          .commit()
      : payments.create({ ...payment, ...created(quiet) }).commit(),
    ...next.tickets.map((ticket) => tickets.create({ ...ticket, ...created(quiet) }).commit()),
    ...byShard(retaken).map(([shard, draws]) => take(stocks, { eventId, shard }, draws, quiet)),
    ...recount(limits),
  ]);
  return refused.length === 0;
}
