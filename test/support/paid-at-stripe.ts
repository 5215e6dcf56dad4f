import type Stripe from "stripe";
import type { LoadedEvent } from "#data/load-event.ts";
import { loadOrder } from "#data/load-order.ts";
import { orderOf, paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { order as orders } from "#data/order.ts";
import { keepPayment } from "#data/record-payment.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { hold, pay } from "#test/infra/ops/buying.ts";
import { changeAt } from "#test/infra/ops/changes.ts";

let sales = 0;

/** Tickets held, two unless said, and paid at Stripe: of the order we know nothing of that yet. */
export async function heldAndPaid(stripe: Stripe, buyer: { readonly userId: string }, show: LoadedEvent, quantity = 2) {
  const { orderId, total } = await hold(buyer, show, `order ${sales++}`, [quantity]);
  const intent = await stripe.paymentIntents.create({
    ...{ amount: total, currency: "eur", allowed_payment_method_types: ["card"], metadata: { orderId } },
    ...{ confirm: true, payment_method: "pm_card_visa" },
  });
  const paymentId = paymentIdOf({ orderId, intentId: intent.id });
  await orders.patch({ orderId }).set({ intentId: intent.id, paymentId }).add({ version: 1 }).go();
  await keepPayment(openPayment(await orderOf(orderId)), changeAt(11));
  return { eventId: show.event.eventId, orderId, paymentId, intentId: intent.id, total, intent };
}

/** An order of two tickets, paid at Stripe and confirmed. */
export async function paidAtStripe(stripe: Stripe, buyer: { readonly userId: string }, show: LoadedEvent) {
  const taken = async () => (await loadStock(show.event.eventId, 1))[0]?.taken ?? 0;
  const takenBefore = await taken();
  const sale = await heldAndPaid(stripe, buyer, show);
  const { orderId, paymentId, intentId } = sale;
  await pay(await orderOf(orderId));
  const standing = async () => {
    const { payment, tickets } = await paidOf(paymentId);
    return {
      ...{ payment: payment.status, order: (await loadOrder(orderId))?.status, back: payment.refundedAmount },
      ...{ tickets: tickets.map(({ status }) => status), refunds: payment.refunds?.map(({ status }) => status) },
      taken: (await taken()) - takenBefore,
    };
  };
  /** What Stripe has sent back, the first first. */
  const sent = async () =>
    (await stripe.refunds.list({ payment_intent: intentId })).data.map(({ amount }) => amount).toReversed();
  const { payment } = await paidOf(paymentId);
  return { ...sale, lines: payment.lines, standing, sent };
}
