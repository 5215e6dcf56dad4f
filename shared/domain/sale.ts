import * as z from "zod";
import { csvLine, figure } from "#domain/csv.ts";
import { decimal } from "#domain/money.ts";
import { Order } from "#domain/order.ts";
import { Payment } from "#domain/payment.ts";
import { Refund, refundsOf } from "#domain/refund.ts";

/** A refund as an organizer's books need it. */
const SaleRefund = Refund.omit({ attempt: true });

/**
 * What an order brought, and what of it went back, in minor units. `refunded`: the money Stripe has sent back, or that
 * was lost in a dispute; `net` = `total` − `refunded`. Refunds that a bank sent back, or that Stripe refused, took
 * nothing; what a bank holds while a dispute is open may come back, and counts as the organizer's until it is lost.
 */
export const Sale = Order.pick({
  orderId: true,
  status: true,
  lines: true,
  tickets: true,
  currency: true,
  subtotal: true,
  discount: true,
  fee: true,
  total: true,
  confirmedAt: true,
}).extend({
  createdAt: z.string(),
  payment: Payment.pick({ paymentId: true, paymentIntentId: true, paymentMethod: true, status: true }),
  refunds: z.array(SaleRefund),
  refunded: z.int().min(0),
  net: z.int().min(0),
});
export type Sale = z.infer<typeof Sale>;

/** A sale out of its order and the payment of it. */
export function saleOf(order: Order & { readonly createdAt: string }, payment: Payment): Sale {
  const refunded = payment.refundedAmount;
  return { ...order, payment, refunds: [...refundsOf(payment)], refunded, net: order.total - refunded };
}

const columns = [
  ...["kind", "at", "orderId", "paymentId", "stripeId", "currency"],
  ...["amount", "subtotal", "discount", "fee", "tickets", "items"],
];

/** The head of the table that `csvOf` fills. */
export const csvHead = csvLine(columns);

/**
 * One line per movement of money, in the currency's own decimals: the sale, and each refund that was sent and each dispute that was lost, below zero.
 * The amounts of an event's lines add up to what Stripe holds of them before its own fees.
 */
export function csvOf({ orderId, payment, currency, refunds, ...sale }: Sale): string {
  const money = (minor: number) => figure(decimal(minor, currency));
  const items = sale.lines.map(({ quantity, name }) => `${quantity} × ${name}`).join("; ");
  const sold = csvLine([
    ...["sale", sale.confirmedAt ?? sale.createdAt, orderId, payment.paymentId, payment.paymentIntentId, currency],
    ...[sale.total, sale.subtotal, sale.discount, sale.fee].map(money),
    ...[figure(String(sale.tickets)), items],
  ]);
  const sent = refunds.filter(({ status }) => status === "succeeded");
  const lines = sent.map(({ reason, settledAt, openedAt, stripeRefundId, amount, ticketIds }) =>
    csvLine([
      ...[
        reason === "dispute_lost" ? "dispute" : "refund",
        settledAt ?? openedAt,
        orderId,
        payment.paymentId,
        stripeRefundId,
        currency,
      ],
      ...[money(-amount), undefined, undefined, undefined, figure(String(-ticketIds.length)), undefined],
    ]),
  );
  return [sold, ...lines].join("");
}
