import { beforeAll, describe, expect, it } from "vitest";
import { days, minutes, shifted } from "#domain/time.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { aUser, aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow } from "#test/support/when.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("buying tickets", () => {
  let show: Show;
  let buyer: Person;
  const as = () => ({ token: buyer.token, idempotencyKey: freshKey() });
  const wanting = (quantity: number, of: Pick<Show, "eventId" | "ticketTypeId"> = show) => ({
    eventId: of.eventId,
    lines: [{ ticketTypeId: of.ticketTypeId, quantity }],
  });

  beforeAll(async () => {
    [show, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
  });

  describe("quote-order", () => {
    it("tells anybody the server's price and holds nothing", async () => {
      const quote = isDone(await api.call(quoteOrder, wanting(2)), 200);
      expect(quote).toMatchObject({ subtotal: 5000, discount: 0, fee: 175, total: 5175, currency: "EUR" });
    });

    it("knows no event that is not on sale", async () => {
      const draft = await aDraftEvent({ team: show });
      isRefused(await api.call(quoteOrder, wanting(1, draft)), "not_found");
      isRefused(await api.call(quoteOrder, { ...wanting(1), eventId: nowhere }), "not_found");
    });

    it("tells what is wrong with a line", async () => {
      const lines = [{ ticketTypeId: nowhere, quantity: 1 }];
      const answer = await api.call(quoteOrder, { eventId: show.eventId, lines });
      isRefused(answer, "invalid_input", "lines[0].ticketTypeId");
    });
  });

  describe("place-order", () => {
    it("holds for 15 minutes and opens a payment of exactly the quote", async () => {
      const quote = isDone(await api.call(quoteOrder, wanting(2)));
      const order = isDone(await api.call(placeOrder, wanting(2), as()), 201);
      expect(order).toMatchObject({ ...quote, status: "pending", eventId: show.eventId });
      expect(order.holdUntil).toBe(shifted(order.createdAt, minutes(15)));
      expect(order.payment).toMatchObject({ status: "pending", paymentId: order.paymentId });
      const { token } = buyer;
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
      expect(payment).toMatchObject({ amount: quote.total, currency: "EUR", status: "pending", lines: [] });
    });

    it("sells for the total the buyer was shown, or not at all", async () => {
      const { total } = isDone(await api.call(quoteOrder, wanting(1)));
      const expecting = (expectedTotal: number) => api.call(placeOrder, { ...wanting(1), expectedTotal }, as());
      isRefused(await expecting(total - 1), "price_changed");
      expect(isDone(await expecting(total), 201).total).toBe(total);
    });

    it("answers a repeat with the order as it is now, and another body under the same key with 422", async () => {
      const same = as();
      const first = isDone(await api.call(placeOrder, wanting(1), same), 201);
      const again = isDone(await api.call(placeOrder, wanting(1), same), 201);
      expect(again).toMatchObject({ orderId: first.orderId, payment: first.payment });
      isRefused(await api.call(placeOrder, wanting(2), same), "key_reused");
      const other = await aVerifiedUser();
      const theirs = isDone(await api.call(placeOrder, wanting(1), { ...same, token: other.token }), 201);
      expect(theirs.orderId).not.toBe(first.orderId);
    });

    it("makes one order of ten requests at once with one key", async () => {
      const same = as();
      const answers = await Promise.all(Array.from({ length: 10 }, () => api.call(placeOrder, wanting(1), same)));
      const orders = answers.map((answer) => isDone(answer, 201));
      expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(1);
      expect(new Set(orders.map(({ payment }) => payment?.clientSecret)).size).toBe(1);
      const { orderId = "" } = orders[0] ?? {};
      const { version } = isDone(await api.call(getOrder, { orderId }, { token: buyer.token }));
      expect(orders.map((order) => order.version)).toEqual(orders.map(() => version));
    });

    it("never tells somebody who holds the last ticket that it is sold out", async () => {
      const last = await aPublishedEvent({ team: show, maxCapacity: 1, types: [{ quantityAvailable: 1 }] });
      const same = as();
      const first = isDone(await api.call(placeOrder, wanting(1, last), same), 201);
      isRefused(await api.call(placeOrder, wanting(1, last), as()), "sold_out");
      expect(isDone(await api.call(placeOrder, wanting(1, last), same), 201).orderId).toBe(first.orderId);
    });

    it("never sells more than the event has places, whatever its types offer together", async () => {
      const types = [{ quantityAvailable: 10 }, { name: "Balcony", quantityAvailable: 10 }];
      const small = await aPublishedEvent({ team: show, maxCapacity: 12, types });
      const [stalls, balcony] = small.ticketTypes.map(({ ticketTypeId }) => ({ ...small, ticketTypeId }));
      isDone(await api.call(placeOrder, wanting(10, stalls), as()), 201);
      isRefused(await api.call(placeOrder, wanting(3, balcony), as()), "sold_out");
      isDone(await api.call(placeOrder, wanting(2, balcony), as()), 201);
      isRefused(await api.call(placeOrder, wanting(1, balcony), as()), "sold_out");
    });

    it("takes all lines or none", async () => {
      const types = [{ quantityAvailable: 5 }, { name: "Box", quantityAvailable: 1 }];
      const { eventId, ticketTypes } = await aPublishedEvent({ team: show, types });
      const lines = ticketTypes.map(({ ticketTypeId }) => ({ ticketTypeId, quantity: 2 }));
      isRefused(await api.call(placeOrder, { eventId, lines }, as()), "sold_out");
      const [stalls] = lines;
      const all = { eventId, lines: [{ ticketTypeId: stalls?.ticketTypeId ?? "", quantity: 5 }] };
      isDone(await api.call(placeOrder, all, as()), 201);
    });

    it("confirms a free order at once, without Stripe", async () => {
      const free = await aPublishedEvent({ team: show, types: [{ price: 0 }] });
      const { order, tickets } = await aPaidOrder({ show: free, buyer, quantity: 3 });
      expect(order).toMatchObject({ status: "confirmed", total: 0, fee: 0 });
      expect(tickets).toHaveLength(3);
      const { token } = buyer;
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
      expect(payment).toMatchObject({ amount: 0, paymentMethod: "free", status: "completed" });
      expect(payment.lines).toHaveLength(3);
    });

    it.each([
      ["JPY", 3000, 6214],
      ["KWD", 6000, 12_450],
      ["EGP", 60_000, 123_980],
    ] as const)("charges %s in its own minor units and steps", async (currency, price, total) => {
      const priced = await aPublishedEvent({ team: show, currency, types: [{ price }] });
      const { order } = await aPaidOrder({ show: priced, buyer, quantity: 2 });
      expect(order).toMatchObject({ status: "confirmed", currency, total });
    });

    it("is only for people with a verified address, and knows one verified a moment ago", async () => {
      const stranger = await aUser();
      const theirs = { token: stranger.token, idempotencyKey: freshKey() };
      isRefused(await api.call(placeOrder, wanting(1), theirs), "email_not_verified");
      isRefused(await api.call(placeOrder, wanting(1), { idempotencyKey: freshKey() }), "unauthenticated");
    });

    it("refuses what is not on sale now", async () => {
      const types = [
        { name: "Early", saleUntil: await fromNow(-1000), saleFrom: await fromNow(-days(1)) },
        { name: "Late", saleFrom: await fromNow(days(1)) },
      ];
      const { eventId, ticketTypes } = await aPublishedEvent({ team: show, types: [...types, {}] });
      for (const { ticketTypeId } of ticketTypes.slice(0, 2)) {
        const lines = [{ ticketTypeId, quantity: 1 }];
        isRefused(await api.call(placeOrder, { eventId, lines }, as()), "sale_closed");
      }
    });

    it("counts repeated lines together", async () => {
      const limited = await aPublishedEvent({ team: show, types: [{ maxPerOrder: 3 }] });
      const { lines } = wanting(2, limited);
      const twice = { eventId: limited.eventId, lines: [...lines, ...lines] };
      isRefused(await api.call(placeOrder, twice, as()), "limit_exceeded");
    });

    it.each([
      ["no key", {}, undefined, "Idempotency-Key"],
      ["a short key", {}, "short", "Idempotency-Key"],
      ["a price of one's own", { price: 1 }, "long-enough-key", "price"],
      ["no lines", { lines: [] }, "long-enough-key", "lines"],
      ["an event id that is none", { eventId: "x" }, "long-enough-key", "eventId"],
    ])("refuses %s", async (_, differs, idempotencyKey, path) => {
      const answer = await api.send(placeOrder, { ...wanting(1), ...differs }, { token: buyer.token, idempotencyKey });
      isRefused(answer, "invalid_input", path);
    });

    it.each([0, -1, 1.5, "1", 11, null])("refuses a quantity of %j", async (quantity) => {
      const lines = [{ ticketTypeId: show.ticketTypeId, quantity }];
      const answer = await api.send(placeOrder, { eventId: show.eventId, lines }, as());
      isRefused(answer, "invalid_input", "lines[0].quantity");
    });

    it("charges the price as it is now, not as it was quoted", async () => {
      const priced = await aPublishedEvent({ team: show });
      const [type] = priced.ticketTypes;
      const { eventId, ticketTypeId } = priced;
      const change = { eventId, ticketTypeId, price: 3000 };
      const token = priced.owner.token;
      // Publishing has changed no ticket type: its version is still the one it was made with.
      isDone(await api.call(updateTicketType, change, { token, ifMatch: type?.version }));
      const order = isDone(await api.call(placeOrder, wanting(1, priced), as()), 201);
      expect(order.subtotal).toBe(3000);
    });
  });

  describe("get-order and list-my-orders", () => {
    it("show a buyer their own orders, newest first, and nobody else's", async () => {
      const person = await aVerifiedUser();
      const placed = [];
      for (let each = 0; each < 3; each++) placed.push((await aHold({ show, buyer: person })).orderId);
      const { token } = person;
      const page = isDone(await api.call(listMyOrders, { limit: 2 }, { token }));
      const cursor = page.nextCursor ?? "";
      const rest = isDone(await api.call(listMyOrders, { limit: 2, cursor }, { token }));
      const listed = [...page.items, ...rest.items].map(({ orderId }) => orderId);
      expect(listed).toEqual(placed.toReversed());
      isRefused(await api.call(listMyOrders, { cursor }, { token: buyer.token }), "invalid_cursor");
      const [orderId = ""] = placed;
      expect(isDone(await api.call(getOrder, { orderId }, { token })).orderId).toBe(orderId);
      isRefused(await api.call(getOrder, { orderId }, { token: buyer.token }), "not_found");
      isRefused(await api.call(getOrder, { orderId: nowhere }, { token }), "not_found");
      isRefused(await api.call(getOrder, { orderId }), "unauthenticated");
      isRefused(await api.call(listMyOrders, {}), "unauthenticated");
    });
  });

  describe("cancel-order", () => {
    it("gives the tickets back, once, and says the same when asked again", async () => {
      const last = await aPublishedEvent({ team: show, maxCapacity: 2, types: [{ quantityAvailable: 2 }] });
      const { orderId } = await aHold({ show: last, buyer, quantity: 2 });
      const { token } = buyer;
      const cancels = Array.from({ length: 5 }, () => api.call(cancelOrder, { orderId }, { token }));
      for (const answer of await Promise.all(cancels)) expect(isDone(answer, 200).status).toBe("cancelled");
      await everythingSettles();
      isDone(await api.call(placeOrder, wanting(2, last), as()), 201);
      isRefused(await api.call(placeOrder, wanting(1, last), as()), "sold_out");
    });

    it("cancels the payment with it", async () => {
      const { order, orderId } = await aHold({ show, buyer });
      const { token } = buyer;
      isDone(await api.call(cancelOrder, { orderId }, { token }));
      await everythingSettles();
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
      expect(payment.status).toBe("cancelled");
    });

    it("refuses what is paid, what is another's, what is not there", async () => {
      const { orderId } = await aPaidOrder({ show, buyer });
      const { token } = await loggedIn(buyer);
      isRefused(await api.call(cancelOrder, { orderId }, { token }), "already_paid");
      isRefused(await api.call(cancelOrder, { orderId }, { token: show.owner.token }), "not_found");
      isRefused(await api.call(cancelOrder, { orderId: nowhere }, { token }), "not_found");
      isRefused(await api.call(cancelOrder, { orderId }), "unauthenticated");
    });
  });
});
