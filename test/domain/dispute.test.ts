import { describe, expect, it } from "vitest";
import { type DisputeAtStripe, withDispute } from "#domain/dispute.ts";
import { buyerDisputeWording, teamDisputeWording } from "#domain/dispute-wording.ts";
import type { Payment } from "#domain/payment.ts";
import { isRefundable, pendingRefunds, refundsOf, takenOver, withOutcome } from "#domain/refund.ts";
import {
  admission,
  at,
  dispute,
  later,
  noted,
  paid,
  refunded,
  type Seen,
  suspended,
  tickets,
  uuid,
} from "./disputed.ts";

describe("a dispute", () => {
  it("suspends the tickets nobody has used, and leaves those that were used, expired or given back", () => {
    const one = refunded(paid(1000, 1000, 1000, 1000), 1, uuid(103)).settled();
    const disputed = noted(one, dispute("needs_response"));
    expect(disputed).toMatchObject({ status: "disputed", refundedAmount: 1000 });
    const seen: Seen[] = [
      { status: "active" },
      { status: "used", admission },
      { status: "expired" },
      { status: "refunded" },
    ];
    expect(tickets(disputed, seen)).toEqual(["suspended", "used", "expired", "refunded"]);
    expect(isRefundable(disputed)).toBe(false);
    expect(disputed.disputes).toEqual([
      { disputeId: "du_1", amount: 3000, reason: "fraudulent", status: "needs_response", openedAt: at },
    ]);
  });

  it("that is won leaves all as it was, unless the doors have closed meanwhile", () => {
    for (const before of [paid(1000, 2000), refunded(paid(1000, 2000), 1, uuid(100)).settled()]) {
      const won = noted(before, dispute("needs_response"), dispute("under_review"), dispute("won"));
      expect({ ...won, disputes: undefined }).toEqual({ ...before, disputes: undefined });
      expect(won.disputes).toMatchObject([{ status: "won", openedAt: at, closedAt: at }]);
      expect(isRefundable(won)).toBe(true);
    }
    const won = noted(paid(1000), dispute("needs_response"), dispute("won"));
    expect(tickets(won, [suspended])).toEqual(["active"]);
    expect(tickets(won, [suspended], true)).toEqual(["expired"]);
  });

  it("that is lost takes the money by no refund and ends the tickets, but not what was used", () => {
    const lost = noted(paid(1000, 2000), dispute("needs_response"), dispute("lost"));
    expect(lost).toMatchObject({ status: "refunded", refundedAmount: 3000 });
    expect(refundsOf(lost)).toMatchObject([{ amount: 3000, status: "succeeded", reason: "dispute_lost" }]);
    expect(refundsOf(lost)[0]?.stripeRefundId).toBeUndefined();
    expect(tickets(lost, [suspended, { status: "used", admission }])).toEqual(["refunded", "used"]);
    expect(isRefundable(lost)).toBe(false);
  });

  it("that is lost is final, whatever the bank says later", () => {
    const lost = noted(paid(3000), dispute("lost"));
    for (const status of ["won", "needs_response", "under_review", "lost"] as const) {
      expect(withDispute(lost, dispute(status), later)).toBeUndefined();
    }
  });

  it("over a part leaves the tickets valid until nothing of the capture is left", () => {
    const part = dispute("needs_response", { amount: 1000 });
    const open = noted(paid(1000, 2000), part);
    expect(tickets(open)).toEqual(["suspended", "suspended"]);
    const lost = noted(open, { ...part, status: "lost" });
    expect(lost).toMatchObject({ status: "partially_refunded", refundedAmount: 1000 });
    expect(tickets(lost, [suspended, suspended])).toEqual(["active", "active"]);
    const rest = dispute("lost", { disputeId: "du_2", amount: 2000 });
    const gone = noted(lost, rest);
    expect(gone).toMatchObject({ status: "refunded", refundedAmount: 3000 });
    expect(tickets(gone)).toEqual(["refunded", "refunded"]);
  });

  it("over more than is left takes what is left, so that figures stay within what was captured", () => {
    const one = refunded(paid(1000, 2000), 1, uuid(100)).settled();
    const lost = noted(one, dispute("lost"));
    expect(lost).toMatchObject({ status: "refunded", refundedAmount: 3000 });
    expect(lost.disputes).toMatchObject([{ amount: 3000 }]);
    expect(refundsOf(lost)).toMatchObject([{ amount: 1000 }, { amount: 2000, reason: "dispute_lost" }]);
    // In another money than was charged, all that is left is at stake.
    expect(noted(one, dispute("needs_response", { currency: "USD" })).disputes).toMatchObject([{ amount: 2000 }]);
  });

  it("makes a refund that is on its way wait: it is sent if the dispute is won, and has nothing to send if it is lost", () => {
    const { open } = refunded(paid(1000, 2000), 1, uuid(100));
    const disputed = noted(open, dispute("needs_response"));
    expect(pendingRefunds(disputed)).toHaveLength(1);
    const won = noted(disputed, dispute("won"));
    expect(pendingRefunds(won)).toHaveLength(1);
    expect(tickets(won, [suspended, suspended])).toEqual(["suspended", "active"]);
    const lost = noted(disputed, dispute("lost"));
    expect(pendingRefunds(lost)).toEqual([]);
    expect(refundsOf(lost)).toMatchObject([{ status: "refused" }, { reason: "dispute_lost", amount: 3000 }]);
    // Of a part that was lost, what is left may still be sent.
    const part = noted(open, dispute("lost", { amount: 500 }));
    expect(pendingRefunds(part)).toHaveLength(1);
    expect(part).toMatchObject({ status: "partially_refunded", refundedAmount: 500 });
  });

  it("does not undo, nor is undone by, a refund that was sent before it and is heard of after it", () => {
    const { open } = refunded(paid(1000, 2000), 1, uuid(100));
    const disputed = noted(open, dispute("needs_response", { amount: 2000 }));
    const settled = withOutcome(disputed, uuid(201), { status: "succeeded", settledAt: at });
    expect(settled).toMatchObject({ status: "disputed", refundedAmount: 1000 });
    expect(tickets(settled)).toEqual(["refunded", "suspended"]);
    expect(noted(settled, dispute("won", { amount: 2000 }))).toMatchObject({ status: "partially_refunded" });
    expect(noted(settled, dispute("lost", { amount: 2000 }))).toMatchObject({
      status: "refunded",
      refundedAmount: 3000,
    });
  });

  it("of what was paid back wholly is one all the same, and costs the tickets nothing more", () => {
    const whole = takenOver(paid(1000, 2000), { stripeRefundId: "re_1", amount: 3000 }, at);
    const disputed = noted(whole, dispute("needs_response"));
    expect(disputed.status).toBe("disputed");
    expect(tickets(disputed)).toEqual(["refunded", "refunded"]);
    for (const status of ["won", "lost"] as const) {
      expect(noted(disputed, dispute(status))).toMatchObject({ status: "refunded", refundedAmount: 3000 });
    }
  });

  it("of what was paid in vain keeps it from being sent back while it is open, and for good if it is lost", () => {
    const vain = { ...paid(3000), lines: [] };
    const disputed = noted(vain, dispute("needs_response"));
    expect(disputed.status).toBe("disputed");
    expect(noted(disputed, dispute("won"))).toMatchObject({ status: "completed", refundedAmount: 0 });
    expect(noted(disputed, dispute("lost"))).toMatchObject({ status: "refunded", refundedAmount: 3000 });
    const back = { ...vain, status: "refunded", refundedAmount: 3000 } as const;
    for (const status of ["won", "lost"] as const) {
      expect(noted(back, dispute("needs_response"), dispute(status))).toMatchObject({
        status: "refunded",
        refundedAmount: 3000,
      });
    }
  });

  it("is two disputes if there are two: the tickets wait for both", () => {
    const [one, other] = [dispute("needs_response"), dispute("needs_response", { disputeId: "du_2" })];
    const both = noted(paid(3000), one, other);
    const won = noted(both, { ...one, status: "won" });
    expect(won.status).toBe("disputed");
    expect(noted(won, { ...other, status: "won" })).toMatchObject({ status: "completed", refundedAmount: 0 });
  });
});

describe("an inquiry", () => {
  const asked = dispute("warning_needs_response");

  it("changes nothing, and its payment can be paid back", () => {
    const payment = noted(paid(1000, 2000), asked);
    expect(payment).toMatchObject({ status: "completed", disputes: [{ status: "warning_needs_response" }] });
    expect(tickets(payment)).toEqual(["active", "active"]);
    expect(isRefundable(payment)).toBe(true);
    expect(noted(payment, dispute("warning_closed"))).toMatchObject({ status: "completed", refundedAmount: 0 });
  });

  it("that becomes a dispute is one, opened then", () => {
    const payment = noted(paid(3000), asked);
    const step = withDispute(payment, dispute("needs_response"), later);
    expect(step).toMatchObject({ tells: "opened", payment: { status: "disputed", disputes: [{ openedAt: later }] } });
  });
});

describe("people are told", () => {
  const tells = (payment: Payment, one: DisputeAtStripe) => withDispute(payment, one, at)?.tells;

  it("once that a dispute is open, and once how it ended, in whatever order we hear", () => {
    expect(tells(paid(3000), dispute("needs_response"))).toBe("opened");
    expect(tells(paid(3000), dispute("under_review"))).toBe("opened");
    expect(tells(noted(paid(3000), dispute("needs_response")), dispute("under_review"))).toBeUndefined();
    expect(tells(noted(paid(3000), dispute("needs_response")), dispute("needs_response"))).toBeUndefined();
    expect(tells(noted(paid(3000), dispute("under_review")), dispute("won"))).toBe("closed");
    expect(tells(paid(3000), dispute("lost"))).toBe("closed");
    expect(
      tells(noted(paid(3000), dispute("needs_response")), dispute("needs_response", { evidenceDueBy: later })),
    ).toBe(undefined);
  });

  it("what it means for them; a buyer nothing of what a bank only asks", () => {
    const order = { eventTitle: "Lantern night" };
    const said = (...told: DisputeAtStripe[]) => {
      const payment = noted(paid(1000, 2000), ...told);
      return [teamDisputeWording(order, payment).title, buyerDisputeWording(order, payment)?.title];
    };
    const open = dispute("needs_response", { evidenceDueBy: later });
    expect(said(open)).toEqual([
      "A payment is disputed for Lantern night",
      "Your payment for Lantern night is disputed",
    ]);
    expect(said(open, dispute("won"))).toEqual([
      "You won a dispute for Lantern night",
      "Your payment for Lantern night stands",
    ]);
    expect(said(open, dispute("lost"))[1]).toBe("Your payment for Lantern night went back to you");
    expect(said(dispute("warning_needs_response"))[1]).toBeUndefined();
    expect(said(dispute("warning_closed"))[1]).toBeUndefined();
    expect(said(dispute("prevented"))[1]).toBeUndefined();
    const { message } = teamDisputeWording(undefined, noted(paid(1000, 2000), open));
    expect(message).toContain("30.00 EUR");
    expect(message).toContain("Saturday 20 March 2027 at 18:00 (UTC)");
    expect(message.length).toBeLessThanOrEqual(500);
  });
});
