import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "#domain/fault.ts";
import type { Payment } from "#domain/payment.ts";
import {
  amountLeft,
  amountOwed,
  linesKept,
  linesOwedAgain,
  openRefund,
  pendingRefunds,
  takenOver,
  takenOverId,
  ticketsEnded,
  ticketsGoing,
  withOutcome,
} from "#domain/refund.ts";
import { cancellationRefundId, mayTryAgain } from "#domain/refund-tries.ts";
import { paymentLines, type Ticket } from "#domain/ticket.ts";
import { standingOf } from "#domain/ticket-standing.ts";

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

const statusOf = (payment: Payment, at: number, was: Ticket["status"]) => {
  const ticket = { ticketId: uuid(100 + at), pricePaid: payment.lines[at]?.amount ?? 0, status: was };
  return standingOf(ticket, payment);
};
const refundsIn = (payment: Payment, ...statuses: string[]) =>
  (payment.refunds ?? []).filter(({ status }) => statuses.includes(status));
const sum = (refunds: readonly { amount: number }[]) => refunds.reduce((sum, { amount }) => sum + amount, 0);

/** What can happen to a payment: somebody asks, somebody refunds at Stripe, one that is open comes to an end. */
const step = fc.oneof(
  fc.record({ asks: fc.constant("tickets"), tickets: fc.uniqueArray(fc.nat(9), { minLength: 1 }) }),
  fc.record({ asks: fc.constant("all") }),
  fc.record({ asks: fc.constant("amount"), share: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ stripe: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ ends: fc.nat(20), as: fc.constantFrom("succeeded" as const, "refused" as const, "failed" as const) }),
);
type Step = { asks?: string; tickets?: number[]; share?: number; stripe?: number; ends?: number; as?: string };

/** The payment after a step, as far as it is possible. `at Stripe` no more is sent than is left there. */
function stepped(payment: Payment, step: Step, number: number): Payment {
  if (step.asks) {
    const tickets = step.tickets?.filter((ticket) => ticket < payment.lines.length).map((one) => uuid(100 + one));
    const amount = step.share && Math.ceil((payment.amount * step.share) / 100);
    if (step.asks === "tickets" && tickets?.length === 0) return payment;
    try {
      return openRefund(payment, { ...wish(number, tickets), amount });
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
      return payment;
    }
  }
  const unsent = payment.amount - sum(refundsIn(payment, "succeeded"));
  if (step.stripe) {
    const amount = Math.min(unsent, Math.ceil((payment.amount * step.stripe) / 100));
    return amount > 0 ? takenOver(payment, { stripeRefundId: `re_${number}`, amount }, at) : payment;
  }
  const open = payment.refunds?.[(step.ends ?? 0) % payment.refunds.length];
  if (!open) return payment;
  if (step.as === "failed") {
    const failed = { status: "failed", settledAt: at, failedAt: at } as const;
    return open.status === "succeeded" && open.amount > 0 ? withOutcome(payment, open.refundId, failed) : payment;
  }
  if (open.status !== "pending") return payment;
  // Stripe sends no more than is left of the charge.
  const status = step.as === "succeeded" && open.amount <= unsent ? "succeeded" : "refused";
  return withOutcome(payment, open.refundId, { status, settledAt: at });
}

describe("refunds", () => {
  it("by ticket, by amount and at Stripe, mixed in any order, give back no more than was paid, and no ticket twice", () => {
    fc.assert(
      fc.property(prices, fc.array(step, { maxLength: 25 }), (amounts, steps) => {
        let payment = paid(amounts);
        let statuses = amounts.map((): Ticket["status"] => "active");
        for (const [number, step] of steps.entries()) {
          const before = payment;
          payment = stepped(before, step as Step, number);
          const ours = refundsIn(payment, "pending", "succeeded").filter(({ reason }) => reason !== "at_stripe");
          const isAtStripe = refundsIn(payment, "succeeded").some(({ reason }) => reason === "at_stripe");
          const named = ours.flatMap(({ ticketIds }) => ticketIds);
          expect(new Set(named).size).toBe(named.length);
          expect(payment.refundedAmount).toBe(sum(refundsIn(payment, "succeeded")));
          expect(payment.refundedAmount).toBeLessThanOrEqual(payment.amount);
          // What is made at Stripe takes from what we were about to make, which Stripe refuses then.
          if (!isAtStripe) expect(sum(refundsIn(payment, "pending", "succeeded"))).toBeLessThanOrEqual(payment.amount);
          const ended = ticketsEnded(payment);
          for (const ticketId of ticketsEnded(before)) expect(ended.has(ticketId)).toBe(true);
          const settled = refundsIn(payment, "succeeded", "failed").length > 0;
          const whole = ended.size === payment.lines.length ? "refunded" : "partially_refunded";
          expect(payment.status).toBe(settled ? whole : "completed");
          // By amount tickets end with the last of the capture, and not before.
          const isBack = payment.amount > 0 && payment.refundedAmount === payment.amount;
          const isPaying = (at: number) => (amounts[at] ?? 0) > 0;
          statuses = statuses.map((was, at) => statusOf(payment, at, was));
          for (const [at, status] of statuses.entries()) {
            const isEnded = status === "refunded" || status === "cancelled";
            expect(isEnded).toBe(ended.has(uuid(100 + at)));
            if (isBack && isPaying(at)) expect(isEnded).toBe(true);
            if (refundsIn(payment, "pending").length === 0) expect(status).not.toBe("suspended");
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("end in the whole capture given back, whatever went before, once all that is left is asked for and sent", () => {
    fc.assert(
      fc.property(prices, fc.array(step, { maxLength: 15 }), (amounts, steps) => {
        let payment = steps.reduce((payment, one, number) => stepped(payment, one as Step, number), paid(amounts));
        for (const { refundId } of refundsIn(payment, "pending")) {
          payment = withOutcome(payment, refundId, { status: "refused", settledAt: at });
        }
        const last = linesKept(payment).length > 0 || amountLeft(payment) > 0;
        if (last) {
          const asked = openRefund(payment, wish(90));
          expect(ticketsGoing(asked).size).toBeGreaterThanOrEqual(linesKept(payment).length);
          payment = withOutcome(asked, uuid(290), { status: "succeeded", settledAt: at });
        }
        expect([payment.refundedAmount, payment.status, amountOwed(payment)]).toEqual([payment.amount, "refunded", 0]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("by amount leave tickets valid until the last of the capture goes: then they let nobody in, and end", () => {
    const some = openRefund(paid([700, 300]), { ...wish(0), amount: 400 });
    expect([statusOf(some, 0, "active"), statusOf(some, 1, "active")]).toEqual(["active", "active"]);
    const part = withOutcome(some, uuid(200), { status: "succeeded", settledAt: at });
    expect([part.status, part.refundedAmount]).toEqual(["partially_refunded", 400]);
    // A ticket is owed its line, as long as that much is left.
    expect(openRefund(part, wish(1, [uuid(101)])).refunds?.at(-1)?.amount).toBe(300);
    expect(openRefund(part, wish(1, [uuid(100)])).refunds?.at(-1)?.amount).toBe(600);
    expect(() => openRefund(part, { ...wish(1), amount: 601 })).toThrow("6.00 EUR is left");
    const rest = openRefund(part, { ...wish(1), amount: 600 });
    expect([statusOf(rest, 0, "active"), statusOf(rest, 1, "active")]).toEqual(["suspended", "suspended"]);
    const refused = withOutcome(rest, uuid(201), { status: "refused", settledAt: at });
    expect([statusOf(refused, 0, "suspended"), statusOf(refused, 1, "suspended")]).toEqual(["active", "active"]);
    const whole = withOutcome(rest, uuid(201), { status: "succeeded", settledAt: at });
    expect([whole.status, statusOf(whole, 0, "suspended")]).toEqual(["refunded", "refunded"]);
  });

  it("by amount are whole steps of the currency", () => {
    const dinars = { ...paid([1_070, 1_060]), currency: "KWD" as const };
    expect(() => openRefund(dinars, { ...wish(0), amount: 15 })).toThrow("multiple of 10");
    expect(openRefund(dinars, { ...wish(0), amount: 20 }).refunds?.at(-1)?.amount).toBe(20);
  });

  it("made in Stripe's dashboard are kept once each, and end what we had decided if nothing is left", () => {
    const ours = openRefund(paid([700, 300]), wish(0, [uuid(100)]));
    const theirs = takenOver(ours, { stripeRefundId: "re_1", amount: 1_000 }, at);
    expect([theirs.status, theirs.refundedAmount]).toEqual(["refunded", 1_000]);
    const refused = withOutcome(theirs, uuid(200), { status: "refused", settledAt: at });
    expect([refused.status, refused.refundedAmount]).toEqual(["refunded", 1_000]);
    expect(statusOf(refused, 0, "suspended")).toBe("refunded");
    const failed = { status: "failed", settledAt: at, failedAt: at } as const;
    const back = withOutcome(refused, takenOverId(uuid(1), "re_1"), failed);
    expect([back.status, back.refundedAmount, amountOwed(back)]).toEqual(["refunded", 0, 1_000]);
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
