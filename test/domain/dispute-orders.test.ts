import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DisputeAtStripe, disputesOf, withDispute } from "#domain/dispute.ts";
import type { Payment } from "#domain/payment.ts";
import { pendingRefunds, refundsOf, withOutcome } from "#domain/refund.ts";
import type { Ticket } from "#domain/ticket.ts";
import { admission, at, dispute, noted, paid, refunded, type Seen, tickets, uuid } from "./disputed.ts";

/**
 * What happens at Stripe, in its order: a part is refunded by us, whose making we have not heard of; then the rest is
 * disputed, answered, and decided. Each event may be told at any time from then on; whoever hears of one reads how things
 * stand at Stripe by then, refunds before disputes.
 */
describe("every order of a payment's events, with repeats, of up to four", () => {
  const kinds = ["refund", "created", "updated", "closed"] as const;
  type Kind = (typeof kinds)[number];
  const stages = ["needs_response", "under_review", "closed"] as const;
  const own: Readonly<Record<Kind, number>> = { refund: 0, created: 0, updated: 1, closed: 2 };

  type State = { readonly payment: Payment; readonly statuses: readonly Ticket["status"][] };
  const used: Seen = { status: "used", admission };
  const start = (): State => {
    const { open } = refunded(paid(1000, 1000, 1000), 1, uuid(100));
    return { payment: open, statuses: ["suspended", "active", "used"] };
  };
  const moved = ({ statuses }: State, payment: Payment): State => {
    const seen = statuses.map((status, index) => (index === 2 ? used : { status }));
    return { payment, statuses: tickets(payment, seen) };
  };

  /** What hearing of one event does, with what Stripe has by then. */
  function hears(state: State, kind: Kind, status: DisputeAtStripe["status"]): State {
    const isOpen = pendingRefunds(state.payment).length > 0;
    const settled = isOpen
      ? moved(state, withOutcome(state.payment, uuid(201), { status: "succeeded", settledAt: at }))
      : state;
    if (kind === "refund") return settled;
    const step = withDispute(settled.payment, dispute(status, { amount: 2000 }), at);
    return step ? moved(settled, step.payment) : settled;
  }

  const sequences = (length: number): Kind[][] =>
    length === 0 ? [[]] : sequences(length - 1).flatMap((one) => kinds.map((kind) => [...one, kind]));
  /** Every time at which they may be told: never before they happened, nor before those told before. */
  const timings = ([first, ...rest]: readonly Kind[], from = 0): number[][] =>
    first === undefined
      ? [[]]
      : stages.flatMap((_, stage) =>
          stage >= Math.max(from, own[first]) ? timings(rest, stage).map((others) => [stage, ...others]) : [],
        );

  it.each([
    ["won", { status: "partially_refunded", refundedAmount: 1000 }, ["refunded", "active", "used"]],
    ["lost", { status: "refunded", refundedAmount: 3000 }, ["refunded", "refunded", "used"]],
  ] as const)("reaches one state, when it is %s", (verdict, expected, becomes) => {
    let count = 0;
    for (const sequence of [1, 2, 3, 4].flatMap(sequences)) {
      for (const timing of timings(sequence)) {
        const stageOf = (stage: number) =>
          (stages[stage] === "closed" ? verdict : (stages[stage] ?? verdict)) as DisputeAtStripe["status"];
        let state = start();
        for (const [index, kind] of sequence.entries()) state = hears(state, kind, stageOf(timing[index] ?? 2));
        // What was not told yet, is told at last.
        for (const kind of kinds) if (!sequence.includes(kind)) state = hears(state, kind, verdict);
        expect(state.payment).toMatchObject(expected);
        expect(state.statuses).toEqual(becomes);
        expect(disputesOf(state.payment)).toMatchObject([{ status: verdict, amount: 2000 }]);
        expect(pendingRefunds(state.payment)).toEqual([]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(1000);
  });
});

it("no money goes back twice, whatever is refunded and disputed in whatever order", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("refund" as const), ticket: fc.nat(3), made: fc.boolean() }),
    fc.record({
      kind: fc.constant("dispute" as const),
      id: fc.constantFrom("du_1", "du_2"),
      status: fc.constantFrom(
        "needs_response",
        "under_review",
        "won",
        "lost",
        "warning_needs_response",
        "warning_closed",
      ),
      amount: fc.integer({ min: 1, max: 5000 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let payment = paid(1000, 0, 1500, 2500);
      for (const [number, one] of steps.entries()) {
        if (one.kind === "dispute") {
          const told = dispute(one.status as DisputeAtStripe["status"], { disputeId: one.id, amount: one.amount });
          payment = noted(payment, told);
          continue;
        }
        try {
          const { open, settled } = refunded(payment, number, uuid(100 + one.ticket));
          payment = one.made ? settled() : open;
        } catch {
          // Nothing of it can go back.
        }
      }
      const given = refundsOf(payment).filter(({ status }) => status === "succeeded");
      expect(payment.refundedAmount).toBe(given.reduce((sum, { amount }) => sum + amount, 0));
      expect(payment.refundedAmount).toBeLessThanOrEqual(payment.amount);
      const open = disputesOf(payment).some(({ status }) => status === "needs_response" || status === "under_review");
      expect(payment.status === "disputed").toBe(open);
      for (const status of tickets(payment)) {
        if (open) expect(status).not.toBe("active");
        if (payment.status === "refunded") expect(["refunded", "cancelled"]).toContain(status);
      }
    }),
  );
});
