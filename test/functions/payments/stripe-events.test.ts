import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { aVerifiedUser, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder, cancelledAtStripe, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
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
  });
});
