import { beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { hours, minutes, seconds } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { losesMessages, stored } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import {
  aHold,
  intentIdOf,
  type Placed,
  pay,
  stripeDoes,
  stripeLedger,
  stripeRepeats,
} from "#test/support/purchases.ts";
import { sentBack } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses, timeReaches } from "#test/support/when.ts";

describe("holds", () => {
  let team: Show;
  let buyer: Person;
  // Time passes here, and tokens with it: whoever acts logs in again.
  const onlyTicket = async () => {
    const { organizerId } = team;
    const fresh = { organizerId, owner: await loggedIn(team.owner) };
    return aPublishedEvent({ team: fresh, maxCapacity: 1, types: [{ quantityAvailable: 1 }] });
  };
  const holding = async (show: Show) => aHold({ show, buyer: await loggedIn(buyer) });
  const wanting = ({ eventId, ticketTypeId }: Show) => ({ eventId, lines: [{ ticketTypeId, quantity: 1 }] });
  const stateOf = async (orderId: string) =>
    isDone(await api.call(getOrder, { orderId }, { token: (await loggedIn(buyer)).token })).status;
  const buys = async (show: Show) =>
    api.call(placeOrder, wanting(show), { token: (await loggedIn(buyer)).token, idempotencyKey: freshKey() });

  beforeAll(async () => {
    [team, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
  });

  it("last until their 15 minutes are over and not a moment less", async () => {
    const show = await onlyTicket();
    const { order, orderId } = await holding(show);
    await timePasses(minutes(15) - seconds(20));
    expect(await stateOf(orderId)).toBe("pending");
    isRefused(await buys(show), "sold_out");
    await timeReaches(order.holdUntil);
    await timePasses(seconds(60));
    expect(await stateOf(orderId)).toBe("expired");
    isDone(await buys(show), 201);
  });

  it("end with a payment that cannot be paid any more", async () => {
    const { order } = await holding(await onlyTicket());
    await timePasses(minutes(16));
    await expect(pay(order)).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
    const { token } = await loggedIn(buyer);
    const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
    expect(payment.status).toBe("cancelled");
    isRefused(await api.call(cancelOrder, { orderId: order.orderId }, { token }), "order_closed");
  });

  it("are honoured if the payment wins, even when Stripe's word of it never came", async () => {
    const { order, orderId } = await holding(await onlyTicket());
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    await pay(order);
    await timePasses(minutes(16));
    expect(await stateOf(orderId)).toBe("confirmed");
    await stripeDoes("/_double/webhooks", { mode: "deliver" });
    await stripeDoes("/_double/webhooks/release");
    await everythingSettles();
    expect(await stateOf(orderId)).toBe("confirmed");
  });

  it("go on while the payment is being processed, and end with its outcome", async () => {
    const show = await onlyTicket();
    const { order, orderId } = await holding(show);
    await stripeDoes(`/_double/intents/${intentIdOf(order)}/settle`, { outcome: "processing" });
    await timePasses(minutes(16));
    expect(await stateOf(orderId)).toBe("pending");
    isRefused(await buys(show), "sold_out");
    await stripeDoes(`/_double/intents/${intentIdOf(order)}/settle`, { outcome: "succeeded" });
    await everythingSettles();
    expect(await stateOf(orderId)).toBe("confirmed");
  });

  it("are released by the sweep if their message was lost", async () => {
    const show = await onlyTicket();
    const { orderId } = await holding(show);
    await everythingSettles();
    await losesMessages("expirehold");
    await timePasses(minutes(16));
    expect(await stateOf(orderId)).toBe("pending");
    await timePasses(minutes(20));
    expect(await stateOf(orderId)).toBe("expired");
    isDone(await buys(show), 201);
  });

  const rowOf = async (pk: string, sk: string) => (await stored({ Key: { pk, sk } })).item;

  /** DynamoDB deletes what has purgeAt: never a confirmed order, its payment or its tickets. */
  async function keepsForGood(orderId: string): Promise<void> {
    const order = await rowOf(`order#${orderId}`, "order");
    const payment = await rowOf(`payment#${order.paymentId}`, "payment");
    const lines = payment.lines as readonly { readonly ticketId: string }[];
    expect(lines.length).toBeGreaterThan(0);
    const tickets = lines.map(({ ticketId }) => rowOf(`ticket#${ticketId}`, "ticket"));
    for (const row of [order, payment, ...(await Promise.all(tickets))]) expect(row).not.toHaveProperty("purgeAt");
  }

  describe("released while Stripe could not be asked", () => {
    /** Pays after the hold was released: Stripe is away until then, so the intent stays payable. */
    async function paidLate(show: Show) {
      const { order, orderId } = await holding(show);
      await stripeDoes("/_double/fail", { next: 1000, status: 503, match: "POST /v1/payment_intents/:id/cancel" });
      await timePasses(minutes(16));
      await timePasses(hours(1));
      await stripeDoes("/_double/fail", { next: 0 });
      expect(await stateOf(orderId)).toBe("expired");
      return { order, orderId };
    }

    it("take their tickets again if somebody pays after all", async () => {
      const show = await onlyTicket();
      const { order, orderId } = await paidLate(show);
      expect(await rowOf(`order#${orderId}`, "order")).toHaveProperty("purgeAt");
      await pay(order);
      await everythingSettles();
      expect(await stateOf(orderId)).toBe("confirmed");
      isRefused(await buys(show), "sold_out");
      await keepsForGood(orderId);
    });

    it("are paid back in full, with a notice, if the tickets are gone", async () => {
      const show = await onlyTicket();
      const { order, orderId } = await paidLate(show);
      isDone(await buys(show), 201);
      await pay(order);
      await everythingSettles();
      expect(await stateOf(orderId)).toBe("expired");
      const { token } = await loggedIn(buyer);
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
      expect(payment).toMatchObject({ status: "refunded", refundedAmount: order.total, lines: [] });
      const { items } = isDone(await api.call(listMyNotifications, { unread: "true", limit: 1 }, { token }));
      const metadata = { factType: "payment.refunded.v1", eventId: show.eventId, orderId };
      expect(items).toMatchObject([{ title: `Your payment for ${show.event.title} is refunded`, metadata }]);
    });

    /** The only ticket, wanted by two: paid late by one, who gets the money back. The other holds it until then. */
    async function paidInVain() {
      const show = await onlyTicket();
      const { order, orderId } = await paidLate(show);
      const other = isDone(await buys(show), 201);
      const freed = async () =>
        isDone(await api.call(cancelOrder, { orderId: other.orderId }, { token: (await loggedIn(buyer)).token }));
      return { show, order, orderId, freed };
    }
    async function isPaidBack({ order, orderId, show }: Awaited<ReturnType<typeof paidInVain>>) {
      expect(await stateOf(orderId)).toBe("expired");
      const { token } = await loggedIn(buyer);
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
      expect(payment).toMatchObject({ status: "refunded", refundedAmount: order.total, lines: [] });
      isDone(await buys(show), 201);
    }

    it("stay paid back when Stripe tells of the payment again and the tickets are free again", async () => {
      const vain = await paidInVain();
      await pay(vain.order);
      await everythingSettles();
      await vain.freed();
      await stripeRepeats(vain.order);
      await everythingSettles();
      await isPaidBack(vain);
    });

    const paymentOf = async ({ paymentId = "" }: Placed) => {
      const { token } = await loggedIn(buyer);
      const { status, refundedAmount } = isDone(await api.call(getPayment, { paymentId }, { token }));
      return [status, refundedAmount];
    };
    const refusals = { next: 3, status: 400, match: "POST /v1/refunds" };

    it("are paid back by the sweep when Stripe refuses at first, and again when a bank sends the money back", async () => {
      const { order } = await paidInVain();
      await stripeDoes("/_double/fail", refusals);
      await pay(order);
      await everythingSettles();
      // From here on the sweep is alone.
      await stripeDoes("/_double/webhooks", { mode: "withhold" });
      expect(await paymentOf(order)).toEqual(["completed", 0]);
      await stripeDoes("/_double/fail", { next: 0 });
      await timePasses(minutes(16));
      await timePasses(minutes(5));
      expect(await paymentOf(order)).toEqual(["refunded", order.total]);

      await stripeDoes("/_double/webhooks", { mode: "deliver" });
      await stripeDoes("/_double/webhooks/release");
      await everythingSettles();
      const { refunds } = await stripeLedger();
      const made = refunds.find(({ payment_intent }) => payment_intent === intentIdOf(order));
      await stripeDoes(`/_double/refunds/${made?.id}/settle`, { outcome: "failed" });
      await everythingSettles();
      expect(await paymentOf(order)).toEqual(["completed", 0]);
      await timePasses(minutes(16));
      await timePasses(minutes(5));
      expect(await paymentOf(order)).toEqual(["refunded", order.total]);
      expect(await sentBack(intentIdOf(order))).toEqual([order.total, order.total]);
    });

    it("are paid back, with a notice, when their order is forgotten by then", async () => {
      const { order, orderId } = await paidLate(await onlyTicket());
      await (await stored(orders.get({ orderId }).params())).vanishes();
      await pay(order);
      await everythingSettles();
      expect(await paymentOf(order)).toEqual(["refunded", order.total]);
      expect(await sentBack(intentIdOf(order))).toEqual([order.total]);
      const { token } = await loggedIn(buyer);
      const { items } = isDone(await api.call(listMyNotifications, { unread: "true", limit: 1 }, { token }));
      expect(items).toMatchObject([{ title: "Your payment is refunded", metadata: { orderId } }]);
    });

    it("are paid back and not sold as well when the answer to the refund was lost", async () => {
      const vain = await paidInVain();
      const lost = { next: 1, status: 500, afterApply: true, match: "POST /v1/refunds" };
      await stripeDoes("/_double/fail", lost);
      await pay(vain.order);
      await everythingSettles();
      await vain.freed();
      // Stripe repeats a 500 for a day to whoever repeats the key; asked anew, it says that the refund was made.
      await stripeDoes("/_double/webhooks/retry");
      await everythingSettles();
      await isPaidBack(vain);
    });
  });
});
