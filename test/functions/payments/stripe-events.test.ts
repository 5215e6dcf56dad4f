import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { aVerifiedUser, type Person } from "#test/support/people.ts";
import {
  aHold,
  aPaidOrder,
  cancelledAtStripe,
  intentIdOf,
  pay,
  stripeAnswered,
  stripeDoes,
  stripeLedger,
} from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, now } from "#test/support/when.ts";

describe("payments", () => {
  let show: Show;
  let buyer: Person;
  const ticketsAt = async (eventId: string) =>
    isDone(await api.call(listMyTickets, { limit: 100 }, { token: buyer.token })).items.filter(
      (ticket) => ticket.eventId === eventId,
    );

  beforeAll(async () => {
    [show, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
  });

  it("are completed with a line per ticket that add up to what was charged", async () => {
    const { order, tickets } = await aPaidOrder({ show, buyer, quantity: 3 });
    const { token } = buyer;
    const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
    expect(payment).toMatchObject({ status: "completed", amount: order.total, orderId: order.orderId });
    expect(payment.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(order.total);
    expect(payment.lines.map(({ ticketId }) => ticketId).toSorted()).toEqual(
      tickets.map(({ ticketId }) => ticketId).toSorted(),
    );
    isDone(await api.call(getPayment, { paymentId: payment.paymentId }, { token: show.owner.token }));
    const stranger = await aVerifiedUser();
    isRefused(await api.call(getPayment, { paymentId: payment.paymentId }, { token: stranger.token }), "not_found");
    isRefused(await api.call(getPayment, { paymentId: payment.paymentId }), "unauthenticated");
  });

  it("issue tickets once, however often and in whatever order Stripe tells", async () => {
    const { eventId } = await aPublishedEvent({ team: show }).then(async (fresh) => {
      const { order } = await aHold({ show: fresh, buyer, quantity: 2 });
      await stripeDoes("/_double/webhooks", { mode: "withhold" });
      await pay(order, "pm_card_chargeDeclined").catch(() => undefined);
      await pay(order);
      await stripeDoes("/_double/webhooks", { mode: "duplicate", shuffle: 7 });
      await stripeDoes("/_double/webhooks/release");
      await everythingSettles();
      await stripeDoes("/_double/webhooks", { mode: "deliver", shuffle: false });
      const { token } = buyer;
      const paid = isDone(await api.call(getOrder, { orderId: order.orderId }, { token }));
      expect(paid.status).toBe("confirmed");
      const payment = isDone(await api.call(getPayment, { paymentId: paid.paymentId ?? "" }, { token }));
      expect(payment.status).toBe("completed");
      return fresh;
    });
    expect(await ticketsAt(eventId)).toHaveLength(2);
  });

  it("that are declined leave the hold, and another card pays the same intent", async () => {
    const { order, orderId } = await aHold({ show, buyer });
    const { token } = buyer;
    const decline = await pay(order, "pm_card_chargeDeclinedInsufficientFunds").catch((error) => error);
    expect(decline).toMatchObject({ code: "card_declined", decline_code: "insufficient_funds" });
    await everythingSettles();
    const failed = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
    expect(failed).toMatchObject({ status: "failed", paymentDetails: { declineCode: "insufficient_funds" } });
    expect(isDone(await api.call(getOrder, { orderId }, { token })).status).toBe("pending");
    await pay(order);
    await everythingSettles();
    expect(isDone(await api.call(getOrder, { orderId }, { token })).status).toBe("confirmed");
  });

  it("that are cancelled at Stripe end the hold, unless another intent is to pay it by now", async () => {
    const hold = () => aHold({ show, buyer });
    const [ended, kept, another] = [await hold(), await hold(), await hold()];
    const order = await stored(orders.get({ orderId: kept.orderId }).params());
    await order.becomes({ intentId: intentIdOf(another.order) });
    for (const { order } of [ended, kept]) await cancelledAtStripe(order);
    await everythingSettles();
    const { token } = buyer;
    expect(isDone(await api.call(getOrder, { orderId: ended.orderId }, { token })).status).toBe("cancelled");
    expect(isDone(await api.call(getOrder, { orderId: kept.orderId }, { token })).status).toBe("pending");
  });

  describe("receive-stripe-event", () => {
    const body = JSON.stringify({
      id: "evt_1",
      object: "event",
      type: "payment_intent.succeeded",
      data: { object: {} },
    });
    const signed = (at: number, secret = "whsec_not_ours") =>
      `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
    const send = async (signature: string | undefined, text = body) =>
      api.request(receiveStripeEvent, receiveStripeEvent.path, {
        headers: {
          "content-type": "application/json",
          ...(signature !== undefined && { "stripe-signature": signature }),
        },
        body: text,
      });

    it("believes nothing that is not signed by Stripe, now", async () => {
      const at = Math.floor((await now()).getTime() / 1000);
      isRefused(await send(undefined), "invalid_signature");
      isRefused(await send(""), "invalid_signature");
      isRefused(await send("t=,v1="), "invalid_signature");
      isRefused(await send(signed(at)), "invalid_signature");
      isRefused(await send(signed(at - 301)), "invalid_signature");
      isRefused(await send(signed(at + 301)), "invalid_signature");
      isRefused(await send(signed(at), "not even JSON"), "invalid_signature");
    });

    /** Bodies that only who has the secret can send, and that Stripe does not; none is a server's error. */
    it("follows nothing odd that is signed, and changes nothing by it", { timeout: 60_000 }, async () => {
      const { order, orderId } = await aHold({ show, buyer });
      await everythingSettles();
      const rows = [orders.get({ orderId }).params(), payments.get({ paymentId: order.paymentId ?? "" }).params()];
      const asTheyAre = () => Promise.all(rows.map(async (row) => (await stored(row)).item));
      const before = await asTheyAre();
      const id = intentIdOf(order);
      const intent = {
        ...{ id, object: "payment_intent", status: "succeeded", currency: order.currency.toLowerCase() },
        ...{
          amount_received: order.total,
          metadata: { orderId },
          payment_method_types: ["card"],
          latest_charge: "ch_1",
        },
      };
      const told = (type: string, object: unknown) => ({ id: "evt_odd", object: "event", type, data: { object } });
      const succeeded = (differs: object) => told("payment_intent.succeeded", { ...intent, ...differs });
      const { events } = await stripeLedger();
      const answers = (body: unknown) => stripeAnswered({ event: events[0]?.id ?? "", flaw: "odd", body });
      const odd = [
        ...[null, [], "text", 5, {}, { type: "payment_intent.succeeded" }, { type: 5, data: { object: intent } }],
        ...[undefined, null, [], "text"].map((object) => told("payment_intent.succeeded", object)),
        ...[undefined, null, [], {}].map((object) => told("charge.refunded", object && { payment_intent: object })),
        { ...succeeded({}), data: null },
        ...[undefined, null, "pi", `${id}/cancel`, `pi_${"x".repeat(300)}`, 5].map((id) => succeeded({ id })),
        ...[undefined, null, "5", { orderId: 5 }, { orderId: "" }, { orderId: "x".repeat(3000) }].map((metadata) =>
          succeeded({ metadata }),
        ),
        ...[undefined, null, `${order.total}`, -1, 1.5, 1e300].map((amount) => succeeded({ amount_received: amount })),
        ...[undefined, null, 5].map((currency) => succeeded({ currency })),
        ...[undefined, null, "card", [5]].map((methods) => succeeded({ payment_method_types: methods })),
        ...["", "../charges", `${id}?expand[]=x`, undefined].map((id) => told("payment_intent.canceled", { id })),
        ...[5, { id: 5 }].map((of) => told("refund.failed", { payment_intent: of })),
      ];
      for (const body of odd) expect([await answers(body), body]).toEqual([400, body]);
      const foreign = [
        told("some.thing_new", intent),
        told("payment_intent.created", intent),
        ...[
          { metadata: {} },
          { metadata: { orderId: "none of ours" } },
          { metadata: { orderId: "x".repeat(500) } },
        ].map(succeeded),
        ...[{ currency: "xxx" }, { currency: "" }, { amount_received: 1 }].map(succeeded),
        ...["payment_intent.canceled", "payment_intent.processing"].map((type) => told(type, { id: "pi_unknown" })),
        ...[undefined, null, "", "pi_unknown", "x".repeat(5000), { id: "ch_1" }].map((of) =>
          told("charge.refunded", { payment_intent: of }),
        ),
      ];
      for (const body of foreign) expect([await answers(body), body]).toEqual([200, body]);
      await everythingSettles();
      expect(await asTheyAre()).toEqual(before);
    });
  });
});
