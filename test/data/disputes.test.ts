import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { paidOf } from "#data/load-paid.ts";
import { pendingRefunds, refundsOf } from "#domain/refund.ts";
import { decideRefund, makeRefunds } from "#flows/refund.ts";
import { changeAt, idOf } from "#test/infra/ops/changes.ts";
import { openDisputes, scan, shell, standing } from "#test/support/disputed-sales.ts";

let till: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  till = await openDisputes();
}, 60_000);
afterAll(() => till.stop());

describe("a dispute", { timeout: 60_000 }, () => {
  it("suspends tickets, and gives them back when it is won", async () => {
    const one = await till.sold();
    const dispute = till.opens(one);
    await till.hears(one);
    const open = { order: "confirmed", payment: "disputed", back: 0, taken: 2 };
    expect(await standing(one)).toEqual({ ...open, tickets: ["suspended", "suspended"] });
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (!ticket) throw new Error("Nothing was sold");
    expect(await admitTicket(ticket, scan, changeAt(61))).toBeUndefined();
    till.account.double.settleDispute(dispute, "won");
    await till.hears(one);
    expect(await standing(one)).toEqual({ ...open, payment: "completed", tickets: ["active", "active"] });
    expect(await admitTicket(ticket, scan, changeAt(62))).toMatchObject({ status: "used" });
  });

  it("that is lost ends them for good; the place of who came in stays taken", async () => {
    const one = await till.sold(3);
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (ticket) await admitTicket(ticket, scan, changeAt(61));
    const dispute = till.opens(one);
    await till.hears(one);
    expect((await standing(one)).tickets).toEqual(["used", "suspended", "suspended"]);
    till.account.double.settleDispute(dispute, "lost");
    for (let again = 0; again < 3; again++) await till.hears(one);
    const gone = { order: "refunded", payment: "refunded", back: one.total, taken: 1 };
    expect(await standing(one)).toEqual({ ...gone, tickets: ["used", "refunded", "refunded"] });
  });

  it("of a part leaves an order in part, with its tickets", async () => {
    const one = await till.sold();
    const dispute = till.opens(one, { amount: 2500 });
    await till.hears(one);
    till.account.double.settleDispute(dispute, "lost");
    await till.hears(one);
    const part = { order: "partially_refunded", payment: "partially_refunded", back: 2500, taken: 2 };
    expect(await standing(one)).toEqual({ ...part, tickets: ["active", "active"] });
  });

  it("that a bank only asks about changes nothing", async () => {
    const one = await till.sold();
    const before = await standing(one);
    const dispute = till.opens(one, { isInquiry: true });
    await till.hears(one);
    expect(await standing(one)).toEqual(before);
    expect((await paidOf(one.paymentId)).payment.disputes).toMatchObject([{ status: "warning_needs_response" }]);
    till.account.double.settleDispute(dispute, "warning_closed");
    await till.hears(one);
    expect(await standing(one)).toEqual(before);
  });

  it("after a part was refunded is of what is left", async () => {
    const one = await till.sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    await makeRefunds(one.paymentId, shell);
    const dispute = till.opens(one);
    await till.hears(one);
    expect(await standing(one)).toMatchObject({ order: "partially_refunded", tickets: ["refunded", "suspended"] });
    till.account.double.settleDispute(dispute, "lost");
    await till.hears(one);
    const gone = { order: "refunded", payment: "refunded", back: one.total, taken: 0 };
    expect(await standing(one)).toEqual({ ...gone, tickets: ["refunded", "refunded"] });
    expect(refundsOf((await paidOf(one.paymentId)).payment)).toMatchObject([
      { reason: "requested", stripeRefundId: expect.any(String) },
      { reason: "dispute_lost" },
    ]);
  });
});

describe("a refund that is on its way when a dispute opens", { timeout: 60_000 }, () => {
  /** Decided before we heard of the dispute, tried after Stripe had it. */
  async function waiting() {
    const one = await till.sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    const dispute = till.opens(one);
    await makeRefunds(one.paymentId, shell);
    expect(pendingRefunds((await paidOf(one.paymentId)).payment)).toHaveLength(1);
    await till.hears(one);
    await makeRefunds(one.paymentId, shell);
    expect(await standing(one)).toMatchObject({ payment: "disputed", back: 0, tickets: ["suspended", "suspended"] });
    return { one, dispute };
  }

  it("waits, and is sent once the dispute is won", async () => {
    const { one, dispute } = await waiting();
    till.account.double.settleDispute(dispute, "won");
    await till.hears(one);
    expect((await standing(one)).tickets).toEqual(["suspended", "active"]);
    await makeRefunds(one.paymentId, shell);
    const part = { order: "partially_refunded", payment: "partially_refunded", taken: 1 };
    expect(await standing(one)).toMatchObject({ ...part, tickets: ["refunded", "active"] });
  });

  it("has nothing left to send once it is lost", async () => {
    const { one, dispute } = await waiting();
    till.account.double.settleDispute(dispute, "lost");
    await till.hears(one);
    await makeRefunds(one.paymentId, shell);
    expect(await standing(one)).toMatchObject({
      payment: "refunded",
      back: one.total,
      tickets: ["refunded", "refunded"],
    });
    const { data } = await till.account.stripe.refunds.list({ payment_intent: one.intentId });
    expect(data).toEqual([]);
  });

  it("is refused, if it asks for what a lost dispute has left: Stripe sends nothing of such a charge any more", async () => {
    const one = await till.sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    till.account.double.settleDispute(till.opens(one, { amount: 100 }), "lost");
    await till.hears(one);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    await makeRefunds(one.paymentId, shell);
    expect(refundsOf((await paidOf(one.paymentId)).payment)).toMatchObject([
      { reason: "dispute_lost" },
      { status: "refused" },
    ]);
    expect(await standing(one)).toMatchObject({ payment: "partially_refunded", tickets: ["active", "active"] });
  });
});
