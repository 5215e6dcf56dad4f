import { type DisputeAtStripe, withDispute } from "#domain/dispute.ts";
import type { Payment } from "#domain/payment.ts";
import { openRefund, withOutcome } from "#domain/refund.ts";
import type { Ticket } from "#domain/ticket.ts";
import { standingOf } from "#domain/ticket-standing.ts";

export const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;
export const [at, later] = ["2027-03-01T18:00:00.000Z", "2027-03-20T18:00:00.000Z"];

/** A payment for tickets at these prices. */
export const paid = (...amounts: number[]): Payment => ({
  ...{ paymentId: uuid(1), userId: uuid(2), orderId: uuid(3), eventId: uuid(4), organizerId: uuid(5) },
  ...{ paymentIntentId: "pi_1", amount: amounts.reduce((sum, amount) => sum + amount, 0), currency: "EUR" },
  ...{ status: "completed", paymentMethod: "card", paymentDetails: {}, refundedAmount: 0 },
  lines: amounts.map((amount, index) => ({ ticketId: uuid(100 + index), amount })),
});
export const dispute = (status: DisputeAtStripe["status"], more: Partial<DisputeAtStripe> = {}): DisputeAtStripe => ({
  ...{ disputeId: "du_1", amount: 3000, currency: "EUR", reason: "fraudulent", status },
  ...more,
});
/** The payment after each of these in turn. */
export const noted = (payment: Payment, ...told: readonly DisputeAtStripe[]) =>
  told.reduce((known, one) => withDispute(known, one, at)?.payment ?? known, payment);
export const refunded = (payment: Payment, number: number, ...ticketIds: string[]) => {
  const refundId = uuid(200 + number);
  const open = openRefund(payment, { refundId, reason: "requested", openedAt: at, ticketIds });
  return {
    open,
    settled: (status: "succeeded" | "refused" = "succeeded") => withOutcome(open, refundId, { status, settledAt: at }),
  };
};

export type Seen = Pick<Ticket, "status" | "admission">;
export const admission = { nonce: "nonce-nonce", at, by: uuid(9) };
/** What its tickets become, of those given (all active unless given). */
export const tickets = (payment: Payment, seen: readonly Seen[] = [], doorsClosed = false) =>
  payment.lines.map(({ ticketId, amount }, index) =>
    standingOf({ ticketId, pricePaid: amount, status: "active", ...seen[index] }, payment, { doorsClosed }),
  );
export const suspended = { status: "suspended" } as const;
