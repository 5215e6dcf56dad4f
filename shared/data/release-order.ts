import { commit } from "#data/commit.ts";
import { limitWrite } from "#data/limit-writes.ts";
import type { LoadedOrder, LoadedPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit as limits } from "#data/person-limit.ts";
import { stock as stocks } from "#data/stock.ts";
import { byShard, giveBack } from "#data/stock-writes.ts";
import { becomes, becomesOrStays, orderLife, paymentLife } from "#domain/life.ts";
import { isUnpaid, type Payment } from "#domain/payment.ts";
import { countedOut } from "#domain/person-limit.ts";
import { days } from "#domain/time.ts";
import { type Change, changed, created, purgeAfter } from "#domain/trail.ts";

/**
 * Ends a pending order: its tickets go back to the shards they came from and its payment, stored before or not, is
 * cancelled, or stays in process if a bank has not decided, in one transaction on the order's version. Answers whether
 * that is what happened: false if somebody else ended it, paid it or changed it first, so a hold is released exactly once.
 */
export async function releaseOrder(
  order: LoadedOrder,
  payment: LoadedPayment | Payment | undefined,
  to: "expired" | "cancelled",
  change: Change,
  unpaid: "cancelled" | "processing" = "cancelled",
): Promise<boolean> {
  const { fact: _, ...quiet } = change;
  const closed = {
    ...order,
    status: becomes(orderLife, order.status, to),
    closedAt: change.now.toISOString(),
    ...changed(order, change),
    purgeAt: purgeAfter(change.now, days(30)),
  };
  const known = payment && "version" in payment ? payment : undefined;
  const cancelled = payment &&
    isUnpaid(payment) && { ...payment, status: becomesOrStays(paymentLife, payment.status, unpaid) };
  const uncount = await limitWrite(order, (orders) => countedOut(orders, order.orderId), quiet);
  const refused = await commit({ orders, stocks, payments, limits }, ({ orders, stocks, payments, limits }) => [
    orders
      .put(closed)
      .where(({ version, status }, op) => `${op.eq(version, order.version)} AND ${op.eq(status, "pending")}`)
      .commit(),
    ...byShard(order.draws).map(([shard, draws]) => giveBack(stocks, { eventId: order.eventId, shard }, draws, quiet)),
    ...(cancelled
      ? [
          known
            ? payments
                .put({ ...cancelled, createdAt: known.createdAt, ...changed(known, quiet) })
                .where(({ version }, op) => op.eq(version, known.version))
                .commit()
            : payments.create({ ...cancelled, ...created(quiet) }).commit(),
        ]
      : []),
    ...uncount(limits),
  ]);
  return refused.length === 0;
}
