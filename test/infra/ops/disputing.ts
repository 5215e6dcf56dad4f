import { loadOrder } from "#data/load-order.ts";
import { orderOf, paidOf } from "#data/load-paid.ts";
import { settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { type DisputeAtStripe, withDispute } from "#domain/dispute.ts";
import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { disputeOpened } from "#events/facts/dispute-opened.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { tell } from "#test/infra/ops/people.ts";

/** A sold order's whole payment is disputed, as the flow does that Stripe's webhook starts, and who is to know is told. */
export async function dispute(orderId: string, owner: string, status: DisputeAtStripe["status"], minute = 44) {
  const order = await orderOf(orderId);
  const paid = await paidOf(order.paymentId ?? "");
  const { amount, currency } = paid.payment;
  const told = { disputeId: `du_${orderId}`, amount, currency, reason: "fraudulent", status };
  const step = withDispute(paid.payment, told, at(minute).toISOString());
  if (!step?.tells) throw new Error("There is nothing new in this");
  const change = changeAt(minute, step.tells === "opened" ? disputeOpened : disputeClosed);
  const isDone =
    status === "lost"
      ? await settleRefund({ ...paid, order }, step.payment, change)
      : await storeRefunds(paid, step.payment, change);
  const { payment, tickets } = await paidOf(order.paymentId ?? "");
  if (!isDone) throw new Error("It was not stored");
  for (const userId of [owner, payment.userId]) await tell(payment, userId, "in_app");
  return { order: (await loadOrder(orderId)) ?? order, payment, tickets };
}
