import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Payment } from "#domain/payment.ts";
import { linesKept, openRefund, pendingRefunds, withOutcome } from "#domain/refund.ts";
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
        const taken = payment.refunds?.filter(({ status }) => status !== "refused") ?? [];
        const ids = taken.flatMap(({ ticketIds }) => ticketIds);
        expect(new Set(ids).size).toBe(ids.length);
        expect(taken.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(payment.amount);
        expect(payment.refundedAmount).toBeLessThanOrEqual(payment.amount);
        const settled = taken.filter(({ status }) => status !== "pending").flatMap(({ ticketIds }) => ticketIds);
        const whole = settled.length === payment.lines.length ? "refunded" : "partially_refunded";
        expect(payment.status).toBe(settled.length === 0 ? "completed" : whole);
        expect(ids.length + linesKept(payment).length).toBe(payment.lines.length);
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

  it("of one line can be charged back in every currency: lines are whole steps", () => {
    const tickets = [1, 2, 3].map((number) => ({ ticketId: uuid(number), pricePaid: 1_000 }) as Ticket);
    const lines = paymentLines({ total: 3_190, currency: "KWD" }, tickets);
    expect(lines.map(({ amount }) => amount)).toEqual([1_070, 1_060, 1_060]);
  });
});
