import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { paidOf, paymentOf } from "#data/load-paid.ts";
import { payment as payments } from "#data/payment.ts";
import { movePayment } from "#data/record-payment.ts";
import { hours } from "#domain/time.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { heldAndPaid, paidAtStripe } from "#test/support/paid-at-stripe.ts";
import { race } from "#test/support/race.ts";
import { stripeBeside } from "#test/support/stripe-beside.ts";
import { shellAt } from "#test/support/till.ts";

const stop = await memoryTable();
const { double, stripe, stop: stopStripe } = await stripeBeside();
const { noteRefunds } = await import("#flows/note-refunds.ts");
const { payBack } = await import("#flows/pay-back.ts");
const { decideRefund, makeRefunds, settle } = await import("#flows/refund.ts");
afterAll(() => Promise.all([stop(), stopStripe()]));

let buyer: { readonly userId: string };
let show: Awaited<ReturnType<typeof aShow>>;
beforeAll(async () => {
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  buyer = nour;
  show = await aShow("show", (await anOrganizer(mona, sami)).organizerId, 1_000, [2500], mona.userId);
  for (const level of ["error", "warn"] as const) vi.spyOn(console, level).mockReturnValue(undefined);
});
const sold = () => paidAtStripe(stripe, buyer, show);

describe("what was refunded in Stripe's dashboard", { timeout: 60_000 }, () => {
  /** Told of by several webhooks at the same moment. */
  async function toldAtOnce(guards: boolean) {
    const [one, other] = [await sold(), await sold()];
    await stripe.refunds.create({ payment_intent: one.intentId });
    const notes = () => noteRefunds(one.paymentId, shellAt(20));
    await race([notes, notes, notes], { guards });
    return { one: await one.standing(), total: one.total, other };
  }

  it("is taken over once, however many tell of it at the same moment, and its places return once", async () => {
    const { one, total } = await toldAtOnce(true);
    const whole = { payment: "refunded", order: "refunded", back: total, tickets: ["refunded", "refunded"] };
    // Two of the other sale are taken since.
    expect(one).toEqual({ ...whole, refunds: ["succeeded"], taken: 2 });
  });

  it("would return its places again and again without the guard (the control)", async () => {
    expect((await toldAtOnce(false)).one.taken).toBeLessThan(2);
  });

  it("beside one of ours that is on its way loses neither, and is no part of it", async () => {
    const of = await sold();
    const [line] = of.lines;
    await stripe.refunds.create({ payment_intent: of.intentId, amount: 700 });
    const refundId = of.orderId;
    const wish = { refundId, reason: "requested", ticketIds: [line?.ticketId ?? ""] } as const;
    const decides = async () => void (await decideRefund(of.paymentId, wish, shellAt(20)));
    await race([() => noteRefunds(of.paymentId, shellAt(20)), decides]);
    await Promise.all([makeRefunds(of.paymentId, shellAt(21)), noteRefunds(of.paymentId, shellAt(21))]);
    const { back, tickets } = await of.standing();
    expect([back, tickets]).toEqual([700 + (line?.amount ?? 0), ["refunded", "active"]]);
    expect((await of.sent()).toSorted()).toEqual([700, line?.amount].toSorted());
  });

  it("is as it was before, once the bank has sent it back", async () => {
    const of = await sold();
    const { id } = await stripe.refunds.create({ payment_intent: of.intentId, amount: 700 });
    await noteRefunds(of.paymentId, shellAt(20));
    double.settleRefund(id, "failed");
    for (const minute of [21, 22]) await noteRefunds(of.paymentId, shellAt(minute));
    const standing = { payment: "partially_refunded", back: 0, refunds: ["failed"], tickets: ["active", "active"] };
    expect(await of.standing()).toMatchObject(standing);
  });

  it("of a refund we thought Stripe had refused, and it had not, says that it was made", async () => {
    const of = await sold();
    const refundId = of.orderId;
    await decideRefund(of.paymentId, { refundId, reason: "requested" }, shellAt(20));
    await settle(of.paymentId, refundId, { outcome: "refused" }, shellAt(21));
    expect(await of.standing()).toMatchObject({ tickets: ["active", "active"], refunds: ["refused"] });
    const metadata = { orderId: of.orderId, paymentId: of.paymentId, refundId };
    await stripe.refunds.create({ payment_intent: of.intentId, metadata });
    await noteRefunds(of.paymentId, shellAt(22));
    expect(await of.standing()).toMatchObject({ payment: "refunded", back: of.total, refunds: ["succeeded"] });
  });
});

describe("a payment in vain that can never be paid back", { timeout: 60_000 }, () => {
  const waiting = async (paymentId: string) => {
    const { data } = await payments.query.refunds({}).go({ pages: "all" });
    return data.some((payment) => payment.paymentId === paymentId);
  };

  it("is tried ever more seldom, a dozen times, then left to people, who can pay it back at Stripe", async () => {
    const { paymentId, intentId, total } = await heldAndPaid(stripe, buyer, show);
    await movePayment(await paymentOf(paymentId), changeAt(12), () => ({ status: "completed" }));
    double.fail({ status: 400, next: 1_000, match: "POST /v1/refunds" });
    const tries: number[] = [];
    for (let hour = 0; hour < 24 * 7; hour += 0.25) {
      const now = new Date(shellAt(13).now.getTime() + hours(hour));
      const before = double.struck();
      const { payment } = await paidOf(paymentId);
      await payBack(payment, { now, change: (tells) => ({ ...changeAt(13, tells), now }) });
      if (double.struck() > before) tries.push(hour);
    }
    expect(tries).toEqual([0, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 56, 80, 104]);
    const left = await paymentOf(paymentId);
    expect(left).toMatchObject({ status: "completed", payBack: { tries: 12 }, fact: { type: "refund.failed.v1" } });
    expect(left.payBack?.gaveUpAt).toBeDefined();
    expect(await waiting(paymentId)).toBe(false);
    double.heal();
    await stripe.refunds.create({ payment_intent: intentId });
    await noteRefunds(paymentId, shellAt(60));
    expect(await paymentOf(paymentId)).toMatchObject({ status: "refunded", refundedAmount: total });
  });
});
