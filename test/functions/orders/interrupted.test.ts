import { beforeAll, describe, expect, it } from "vitest";
import { payment as payments } from "#data/payment.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey, type Person } from "#test/support/people.ts";
import { intentIdOf, stripeDoes, stripeLedger } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

describe("placing an order that was interrupted", () => {
  let show: Show;
  let buyer: Person;
  const as = () => ({ token: buyer.token, idempotencyKey: freshKey() });
  const wanting = (quantity: number) => ({
    eventId: show.eventId,
    lines: [{ ticketTypeId: show.ticketTypeId, quantity }],
  });

  beforeAll(async () => {
    [show, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
  });

  it("keeps the hold while Stripe is away, and opens the payment when asked again", async () => {
    const same = as();
    await stripeDoes("/_double/fail", { next: 3, status: 500, match: "POST /v1/payment_intents", remembered: true });
    const answer = await api.call(placeOrder, wanting(1), same);
    isRefused(answer, "payment_unavailable");
    expect(answer.headers.get("retry-after")).toBe("5");
    await stripeDoes("/_double/fail", { next: 0 });
    const order = isDone(await api.call(placeOrder, wanting(1), same), 201);
    expect(order.payment?.clientSecret).toMatch(/_secret_/);
  });

  it("finds the payment again whose opening Stripe never answered", async () => {
    const same = as();
    const lost = { next: 2, status: "drop", afterApply: true, match: "POST /v1/payment_intents" };
    await stripeDoes("/_double/fail", lost);
    isRefused(await api.call(placeOrder, wanting(1), same), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    const order = isDone(await api.call(placeOrder, wanting(1), same), 201);
    const intents = (await stripeLedger()).intents.filter(({ metadata }) => metadata.orderId === order.orderId);
    expect(intents.map(({ id }) => id)).toEqual([intentIdOf(order)]);
  });

  it("answers a repeat with the same payment when Stripe has forgotten the key", async () => {
    const same = as();
    const first = isDone(await api.call(placeOrder, wanting(1), same), 201);
    await stripeDoes("/_double/keys/forget");
    expect(isDone(await api.call(placeOrder, wanting(1), same), 201)).toEqual(first);
  });

  it("stores the payment when asked again, if it stopped just before", async () => {
    const same = as();
    const { token } = buyer;
    const { paymentId = "" } = isDone(await api.call(placeOrder, wanting(1), same), 201);
    await (await stored(payments.get({ paymentId }).params())).vanishes();
    isDone(await api.call(placeOrder, wanting(1), same), 201);
    expect(isDone(await api.call(getPayment, { paymentId }, { token })).status).toBe("pending");
  });

  it("leaves a cancelled payment even if placing the order stopped before it was stored", async () => {
    const same = as();
    const { token } = buyer;
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    const { orderId, paymentId = "" } = isDone(await api.call(placeOrder, wanting(1), same), 201);
    await (await stored(payments.get({ paymentId }).params())).vanishes();
    isDone(await api.call(cancelOrder, { orderId }, { token }));
    const again = isDone(await api.call(placeOrder, wanting(1), same), 201);
    const payment = await api.call(getPayment, { paymentId }, { token });
    await stripeDoes("/_double/webhooks", { mode: "deliver" });
    await stripeDoes("/_double/webhooks/release");
    expect(isDone(payment).status).toBe("cancelled");
    expect(again).toMatchObject({ status: "cancelled", paymentId });
    expect(again).not.toHaveProperty("payment");
  });
});
