import * as z from "zod";
import { Dispute, maxDisputes } from "#domain/dispute.ts";
import { derivedId, id } from "#domain/ids.ts";
import { paymentLife, told } from "#domain/life.ts";
import { amount, Currency } from "#domain/money.ts";
import type { Order } from "#domain/order.ts";
import { PayBack } from "#domain/pay-back.ts";
import { mostRefundsKept, Refund } from "#domain/refund.ts";

export const paymentStatuses = [
  "pending",
  "processing",
  "completed",
  "failed",
  "cancelled",
  "partially_refunded",
  "refunded",
  "disputed",
] as const;
export const PaymentStatus = z.enum(paymentStatuses).describe(told(paymentLife));

/** Those in which a payment is found among its person's: one that nobody has tried to pay yet is its pending order. */
export const listedStatuses = paymentStatuses.filter((status) => status !== "pending");
export type ListedStatus = (typeof listedStatuses)[number];

/** The one payment of an order: one PaymentIntent, or none if it is free. One line per ticket once there are tickets. */
export const Payment = z.object({
  paymentId: id,
  userId: id,
  orderId: id,
  eventId: id,
  organizerId: id,
  paymentIntentId: z.string().optional(),
  amount,
  currency: Currency,
  status: PaymentStatus,
  paymentMethod: z.string(),
  /** What Stripe told about the last try: the charge, or why it was declined. */
  paymentDetails: z.strictObject({ chargeId: z.string().optional(), declineCode: z.string().optional() }),
  lines: z.array(z.object({ ticketId: id, amount })),
  /** What went back: the amounts of the refunds that succeeded and of lost disputes, or everything if it was paid in vain. */
  refundedAmount: amount,
  /** Of tickets, each written down before it is made; a payment that brought no tickets goes back without. */
  refunds: z.array(Refund).max(mostRefundsKept).optional(),
  payBack: PayBack.optional(),
  /** What banks said against it, what changed last in the end. */
  disputes: z.array(Dispute).max(maxDisputes).optional(),
});
export type Payment = z.infer<typeof Payment>;

/**
 * Whether no money has come of it yet, as far as we know. One that is past this while its order is not confirmed is to
 * be paid back: that was decided, whatever is free again since.
 */
export const isUnpaid = ({ status }: Pick<Payment, "status">) =>
  status === "pending" || status === "processing" || status === "failed" || status === "cancelled";

/** Whether it was captured for an order that got no tickets for it: all of it is to be paid back. */
export const isPaidInVain = ({ status, lines }: Pick<Payment, "status" | "lines">) =>
  status === "completed" && lines.length === 0;

/** The payment of an order: its id comes from the PaymentIntent, so one intent can never belong to two payments. */
export const paymentIdOf = (order: Pick<Order, "orderId" | "intentId">) =>
  derivedId("payment", order.intentId ?? order.orderId);

/** An order's payment before anything is paid. */
export function openPayment(order: Order): Payment {
  const { orderId, userId, eventId, organizerId, currency, total, intentId } = order;
  const paymentId = paymentIdOf(order);
  return {
    paymentId,
    userId,
    orderId,
    eventId,
    organizerId,
    amount: total,
    currency,
    status: "pending",
    paymentMethod: intentId ? "card" : "free",
    paymentDetails: {},
    lines: [],
    refundedAmount: 0,
    ...(intentId && { paymentIntentId: intentId }),
  };
}
