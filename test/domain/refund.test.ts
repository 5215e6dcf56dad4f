import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Payment } from "#domain/payment.ts";
import {
  cancellationRefundId,
  linesKept,
  linesOwedAgain,
  mayTryAgain,
  openRefund,
  pendingRefunds,
  withOutcome,
} from "#domain/refund.ts";
import { paymentLines, type Ticket } from "#domain/ticket.ts";

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;
const at = "2027-03-01T18:00:00.000Z";

/** A payment for tickets at these prices. */
const paid = (amounts: readonly number[]): Payment => ({
  ...{ paymentId: uuid(1), userId: uuid(2), orderId: uuid(3), eventId: uuid(4), organizerId: uuid(5) },
  amount: amounts.reduce((sum, amount) => sum + amount, 0),
  currency: "EUR",
  status: "completed",
  paymentMethod: "card",
  paymentDetails: {},
  lines: amounts.map((amount, index) => ({ ticketId: uuid(100 + index), amount })),
  refundedAmount: 0,
});
const wish = (number: number, ticketIds?: string[]) =>
  ({ refundId: uuid(200 + number), reason: "requested", openedAt: at, ticketIds }) as const;

const prices = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 10 });
/** `failed`: a bank sends back what had succeeded. */
const outcome = fc.constantFrom("succeeded", "refused", "failed", "pending");
const steps = fc.array(fc.record({ tickets: fc.uniqueArray(fc.nat(9), { minLength: 1 }), outcome }), { maxLength: 12 });

describe("refunds", () => {
  it("never give back more than was paid, nor a ticket twice, whatever is asked for in whatever order", () => {
    fc.assert(
      fc.property(prices, steps, (amounts, steps) => {
        let payment = paid(amounts);
        for (const [number, { tickets, outcome }] of steps.entries()) {
          const asked = tickets.filter((ticket) => ticket < amounts.length).map((ticket) => uuid(100 + ticket));
          try {
            payment = openRefund(payment, wish(number, asked.length > 0 ? asked : undefined));
          } catch {
            continue;
          }
          if (outcome !== "pending") {
            payment = withOutcome(payment, uuid(200 + number), { status: outcome, settledAt: at });
          }
        }
        const idsOf = (...statuses: string[]) =>
          payment.refunds?.filter(({ status }) => statuses.includes(status)).flatMap(({ ticketIds }) => ticketIds) ??
          [];
        const made = idsOf("pending", "succeeded");
        expect(new Set(made).size).toBe(made.length);
        expect(payment.refundedAmount).toBeLessThanOrEqual(payment.amount);
        const settled = new Set(idsOf("succeeded", "failed")).size;
        const whole = settled === payment.lines.length ? "refunded" : "partially_refunded";
        expect(payment.status).toBe(settled === 0 ? "completed" : whole);
        // Every line is on its way, back, owed again or kept: one of them.
        const rest = [...linesKept(payment), ...linesOwedAgain(payment)].map(({ ticketId }) => ticketId);
        expect([...made, ...rest].toSorted()).toEqual(payment.lines.map(({ ticketId }) => ticketId).toSorted());
      }),
    );
  });

  it("of everything that is left make a whole capture together, to the last unit", () => {
    fc.assert(
      fc.property(prices, fc.nat(9), (amounts, first) => {
        const one = openRefund(paid(amounts), wish(0, [uuid(100 + (first % amounts.length))]));
        const part = withOutcome(one, uuid(200), { status: "succeeded", settledAt: at });
        if (amounts.length === 1) return;
        const rest = openRefund(part, wish(1));
        expect(pendingRefunds(rest)).toHaveLength(1);
        const all = withOutcome(rest, uuid(201), { status: "succeeded", settledAt: at });
        expect([all.refundedAmount, all.status]).toEqual([all.amount, "refunded"]);
      }),
    );
  });

  it("that a bank sent back are made again, until they arrive, and never twice", () => {
    const settled = (payment: Payment, number: number, status: "succeeded" | "failed" | "refused") =>
      withOutcome(payment, uuid(200 + number), { status, settledAt: at });
    const first = settled(openRefund(paid([700, 300]), wish(0)), 0, "succeeded");
    expect(() => openRefund(first, wish(1))).toThrow("The payment is refunded.");
    const failed = settled(first, 0, "failed");
    expect([failed.status, failed.refundedAmount, linesOwedAgain(failed).length]).toEqual(["refunded", 0, 2]);
    const again = openRefund(failed, wish(1, [uuid(100)]));
    expect(again.refunds?.at(-1)).toMatchObject({ amount: 700, ticketIds: [uuid(100)], status: "pending" });
    expect(() => openRefund(again, wish(2, [uuid(100)]))).toThrow("refunded already");
    const arrived = settled(again, 1, "succeeded");
    expect([arrived.status, arrived.refundedAmount]).toEqual(["refunded", 700]);
    // What Stripe refuses then is owed still.
    const refused = settled(openRefund(arrived, wish(2)), 2, "refused");
    expect([refused.status, refused.refundedAmount, linesOwedAgain(refused).length]).toEqual(["refunded", 700, 1]);
    const whole = settled(openRefund(refused, wish(3)), 3, "succeeded");
    expect([whole.status, whole.refundedAmount]).toEqual(["refunded", 1_000]);
    expect(() => openRefund(whole, wish(4))).toThrow("The payment is refunded.");
  });

  it("of a cancelled event are numbered: one until it is settled, then the next, thirty at most", () => {
    let payment = paid([500]);
    const ids = new Set<string>();
    for (; mayTryAgain(payment); ) {
      const refundId = cancellationRefundId(payment);
      ids.add(refundId);
      payment = openRefund(payment, { refundId, reason: "event_cancelled", openedAt: at });
      expect(cancellationRefundId(payment)).toBe(refundId);
      payment = withOutcome(payment, refundId, { status: "refused", settledAt: at });
    }
    expect([ids.size, payment.refunds?.length]).toEqual([30, 30]);
    // People can try on.
    expect(openRefund(payment, wish(1)).refunds).toHaveLength(31);
  });

  it("of one line can be charged back in every currency: lines are whole steps", () => {
    const tickets = [1, 2, 3].map((number) => ({ ticketId: uuid(number), pricePaid: 1_000 }) as Ticket);
    const lines = paymentLines({ total: 3_190, currency: "KWD" }, tickets);
    expect(lines.map(({ amount }) => amount)).toEqual([1_070, 1_060, 1_060]);
  });
});
