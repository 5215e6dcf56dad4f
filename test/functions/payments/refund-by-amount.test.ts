import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hours, minutes } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { stockOf } from "#test/support/operator.ts";
import { aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, refundedAtStripe, stripeDoes } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses } from "#test/support/when.ts";

describe("a sum is paid back", () => {
  let show: Show;
  let buyer: Person;
  beforeAll(async () => {
    const startDate = await fromNow(hours(5));
    [show, buyer] = await Promise.all([aPublishedEvent({ startDate }), aVerifiedUser()]);
  });
  afterAll(() => stripeDoes("/_double/fail", { next: 0 }));

  async function sold(quantity: number) {
    [show, buyer] = [{ ...show, owner: await loggedIn(show.owner) }, await loggedIn(buyer)];
    const { order, orderId } = await aHold({ show, buyer, quantity });
    await pay(order);
    await everythingSettles();
    const paymentId = order.paymentId ?? "";
    const payment = async () => isDone(await api.call(getPayment, { paymentId }, { token: buyer.token }));
    const ids = (await payment()).lines.map(({ ticketId }) => ticketId);
    return { order, orderId, paymentId, total: order.total, payment, ids };
  }
  const titles = async ({ token }: Person, orderId: string) =>
    isDone(await api.call(listMyNotifications, { limit: 100 }, { token }))
      .items.filter(({ type, metadata }) => type === "in_app" && metadata.orderId === orderId)
      .map(({ title }) => title);
  const taken = async () => (await stockOf(show.eventId, 1))[0]?.taken ?? 0;

  it("by its organizer, its tickets valid until nothing is left: then they end, and their places are free", async () => {
    const before = await taken();
    const { orderId, paymentId, total, order, ids } = await sold(2);
    const { owner } = show;
    const both = { amount: 100, ticketIds: [ids[0] ?? ""] };
    isRefused(await refunds(owner, paymentId, both), "invalid_input", "amount");
    const answer = isDone(await refunds(owner, paymentId, { amount: 1_000 }), 201);
    expect(answer.refund).toMatchObject({ amount: 1_000, ticketIds: [], status: "succeeded" });
    const part = { order: "partially_refunded", payment: "partially_refunded", back: 1_000 };
    expect(await standing(buyer, orderId)).toEqual({ ...part, tickets: ["active", "active"] });
    expect(await taken()).toBe(before + 2);
    isRefused(await refunds(owner, paymentId, { amount: total - 999 }), "not_refundable");
    isDone(await refunds(owner, paymentId, { amount: total - 1_000 }), 201);
    const whole = { order: "refunded", payment: "refunded", back: total, tickets: ["refunded", "refunded"] };
    expect(await standing(buyer, orderId)).toEqual(whole);
    expect(await taken()).toBe(before);
    expect(await sentBack(intentIdOf(order))).toEqual([1_000, total - 1_000]);
    await everythingSettles();
    expect(await titles(buyer, orderId)).toContain(`Some of your money for ${show.event.title} is refunded`);
  });

  it("in Stripe's dashboard, and taken over once; a bank's return takes it back", async () => {
    const { orderId, paymentId, total, order, payment, ids } = await sold(2);
    const first = await refundedAtStripe(order, 700);
    await everythingSettles();
    expect(await standing(buyer, orderId)).toMatchObject({ back: 700, tickets: ["active", "active"] });
    const known = { amount: 700, reason: "at_stripe", status: "succeeded", stripeRefundId: first.id };
    expect((await payment()).refunds).toMatchObject([known]);
    // One of ours that is decided, while the rest goes back there: Stripe refuses ours, and nothing goes twice.
    await stripeDoes("/_double/fail", { next: 4, status: 503, match: "POST /v1/refunds" });
    isRefused(await refunds(show.owner, paymentId, { ticketIds: [ids[0] ?? ""] }), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    const rest = await refundedAtStripe(order);
    await everythingSettles();
    await timePasses(minutes(1));
    [show, buyer] = [{ ...show, owner: await loggedIn(show.owner) }, await loggedIn(buyer)];
    const ended = { order: "refunded", payment: "refunded", tickets: ["refunded", "refunded"] };
    expect(await standing(buyer, orderId)).toEqual({ ...ended, back: total });
    expect((await payment()).refunds.map(({ status, reason }) => [status, reason])).toEqual([
      ["succeeded", "at_stripe"],
      ["refused", "requested"],
      ["succeeded", "at_stripe"],
    ]);
    expect(await sentBack(intentIdOf(order))).toEqual([700, total - 700]);
    expect(await titles(buyer, orderId)).toContain(`Your tickets for ${show.event.title} are refunded`);
    await stripeDoes(`/_double/refunds/${rest.id}/settle`, { outcome: "failed" });
    await everythingSettles();
    expect(await standing(buyer, orderId)).toEqual({ ...ended, back: 700 });
    expect(await titles(show.owner, orderId)).toEqual(expect.arrayContaining(["A refund came back"]));
    isDone(await refunds(show.owner, paymentId), 201);
    expect(await standing(buyer, orderId)).toEqual({ ...ended, back: total });
  });

  it("before we were told that anything was paid, and is taken over all the same", async () => {
    [show, buyer] = [{ ...show, owner: await loggedIn(show.owner) }, await loggedIn(buyer)];
    const { order, orderId } = await aHold({ show, buyer });
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    await pay(order);
    await refundedAtStripe(order);
    await stripeDoes("/_double/webhooks", { mode: "deliver", shuffle: 3 });
    await stripeDoes("/_double/webhooks/release");
    await everythingSettles();
    await stripeDoes("/_double/webhooks", { mode: "deliver", shuffle: false });
    const gone = { order: "refunded", payment: "refunded", back: order.total, tickets: ["refunded"] };
    expect(await standing(buyer, orderId)).toEqual(gone);
  });

  it("for tickets that let nobody in from the decision on, however long Stripe is down", async () => {
    const { paymentId, ids } = await sold(2);
    const [one = "", other = ""] = ids;
    const [code, kept] = [await codeOf(one, buyer), await codeOf(other, buyer)];
    await stripeDoes("/_double/fail", { next: 4, status: 503, match: "POST /v1/refunds" });
    isRefused(await refunds(show.owner, paymentId, { ticketIds: [one] }), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    const door = async (code: string) => isDone(await scans(await loggedIn(show.owner), show.eventId, code));
    expect(await door(code)).toMatchObject({ admitted: false, reason: "suspended", ticketId: one });
    expect(await door(kept)).toMatchObject({ admitted: true });
    await timePasses(minutes(1));
    expect(await door(code)).toMatchObject({ admitted: false, reason: "refunded" });
  });
});
