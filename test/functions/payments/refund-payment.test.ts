import { beforeAll, describe, expect, it } from "vitest";
import { minutes } from "#domain/time.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, codeOf, scans } from "#test/support/doors.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { lastMailTo } from "#test/support/inbox.ts";
import { aCast, stockOf } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

describe("refund-payment", () => {
  let show: Show;
  let buyer: Person;

  /** Paid with a card; what Stripe knows of it is known by its intent. */
  async function bought(quantity: number, at = show) {
    const { order: placed, orderId } = await aHold({ show: at, buyer, quantity });
    await pay(placed);
    await everythingSettles();
    const paymentId = placed.paymentId ?? "";
    return { orderId, paymentId, total: placed.total, intentId: intentIdOf(placed) };
  }
  const paymentOf = (paymentId: string) => api.call(getPayment, { paymentId }, { token: show.owner.token });
  const ticketOf = (ticketId: string, { token }: Person) => api.call(getTicket, { ticketId }, { token });
  const takenOf = async ({ eventId, ticketTypeId }: Show) =>
    (await stockOf(eventId, 1)).map(({ taken, types }) => [taken, types[ticketTypeId]?.taken]);

  beforeAll(async () => {
    [show, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
  });

  it("pays a whole order back, ends its tickets and puts their places on sale again", async () => {
    const fresh = await aPublishedEvent({ team: show });
    const { orderId, paymentId, total, intentId } = await bought(3, fresh);
    expect(await takenOf(fresh)).toEqual([[3, 3]]);
    const idempotencyKey = freshKey();
    const answer = isDone(await refunds(show.owner, paymentId, { idempotencyKey }), 201);
    expect(answer).toMatchObject({ status: "refunded", refundedAmount: total });
    expect(answer.refund).toMatchObject({ status: "succeeded", amount: total, reason: "requested" });
    const back = { order: "refunded", payment: "refunded", back: total };
    expect(await standing(buyer, orderId)).toEqual({ ...back, tickets: ["refunded", "refunded", "refunded"] });
    expect(await takenOf(fresh)).toEqual([[0, 0]]);
    await everythingSettles();
    const page = isDone(await api.call(getEvent, { eventId: fresh.eventId }));
    expect([page.currentCapacity, page.ticketTypes[0]?.quantitySold]).toEqual([0, 0]);
    // Once, whatever repeats it: the same request, Stripe's words, our own messages.
    const again = isDone(await refunds(show.owner, paymentId, { idempotencyKey }), 201);
    expect(again.refund).toEqual(answer.refund);
    await timePasses(minutes(1));
    expect(await sentBack(intentId)).toEqual([total]);
    expect(await takenOf(fresh)).toEqual([[0, 0]]);
    buyer = await loggedIn(buyer);
    show = { ...show, owner: await loggedIn(show.owner) };
    const title = `Your tickets for ${fresh.event.title} are refunded`;
    const { items } = isDone(await api.call(listMyNotifications, {}, { token: buyer.token }));
    expect(items.filter((told) => told.title === title && told.metadata.orderId === orderId)).toHaveLength(2);
    expect(await lastMailTo(buyer.email)).toMatchObject({ subject: title });
  });

  it("pays chosen tickets back, each by its line, until nothing is left", async () => {
    const { orderId, paymentId, total, intentId } = await bought(2);
    const { lines } = isDone(await paymentOf(paymentId));
    const [first, second] = lines;
    const one = isDone(await refunds(show.owner, paymentId, { ticketIds: [first?.ticketId ?? ""] }), 201);
    expect(one).toMatchObject({ status: "partially_refunded", refundedAmount: first?.amount });
    const part = await standing(buyer, orderId);
    expect(part).toMatchObject({ order: "partially_refunded", tickets: ["refunded", "active"] });
    isRefused(await refunds(show.owner, paymentId, { ticketIds: [first?.ticketId ?? ""] }), "not_refundable");
    isDone(await refunds(show.owner, paymentId), 201);
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", payment: "refunded", back: total });
    expect(await sentBack(intentId)).toEqual([first?.amount, second?.amount]);
    isRefused(await refunds(show.owner, paymentId), "not_refundable");
  });

  it("cancels free tickets, without Stripe", async () => {
    const free = await aPublishedEvent({ team: show, types: [{ price: 0 }] });
    const { order, orderId } = await aHold({ show: free, buyer, quantity: 2 });
    const answer = isDone(await refunds(show.owner, order.paymentId ?? ""), 201);
    expect(answer).toMatchObject({ status: "refunded", refundedAmount: 0, refund: { amount: 0, status: "succeeded" } });
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", tickets: ["cancelled", "cancelled"] });
    expect(await takenOf(free)).toEqual([[0, 0]]);
  });

  it("ends what a ticket opens, and keeps the place of one that was used", async () => {
    const { show: open, eventId, buyer: guest, scanner, tickets } = await anOpenDoor({ quantity: 2 });
    const [used, unused] = tickets;
    if (!used || !unused) throw new Error("There are no tickets");
    isDone(await scans(scanner, eventId, used.code));
    const { paymentId } = isDone(await ticketOf(used.ticketId, guest));
    isDone(await refunds(open.owner, paymentId), 201);
    expect(isDone(await scans(scanner, eventId, unused.code))).toMatchObject({ admitted: false, reason: "cancelled" });
    isRefused(await api.call(getTicketQr, { ticketId: unused.ticketId }, { token: guest.token }), "ticket_not_active");
    expect(await takenOf(open)).toEqual([[1, 1]]);
    await expect(codeOf(unused.ticketId, guest)).rejects.toThrow();
  });

  it("by any logged-in user is refused: it is for who runs the event, and for nobody else", async () => {
    const { team, others, stranger, doorStaff, manager } = await aCast();
    const own = await aPublishedEvent({ team });
    const { orderId, paymentId } = await bought(1, own);
    for (const person of [stranger, doorStaff, others.owner]) isRefused(await refunds(person, paymentId), "not_found");
    isRefused(await refunds(buyer, paymentId), "not_refundable");
    isRefused(await refunds(buyer, paymentId, { amount: 100 }), "not_permitted");
    isRefused(await refunds(manager, freshKey()), "not_found");
    expect(await standing(buyer, orderId)).toMatchObject({ order: "confirmed" });
    isDone(await refunds(manager, paymentId), 201);
  });

  it("refuses tickets of other payments, payments that brought none, and a key that asked for something else", async () => {
    const [one, other] = [await bought(1), await bought(1)];
    const theirs = isDone(await paymentOf(other.paymentId)).lines.map(({ ticketId }) => ticketId);
    const wrong = await refunds(show.owner, one.paymentId, { ticketIds: theirs });
    isRefused(wrong, "invalid_input", "ticketIds[0]");
    const { order: unpaid } = await aHold({ show, buyer });
    isRefused(await refunds(show.owner, unpaid.paymentId ?? ""), "not_refundable");
    const idempotencyKey = freshKey();
    isDone(await refunds(show.owner, one.paymentId, { idempotencyKey }), 201);
    isRefused(await refunds(show.owner, other.paymentId, { idempotencyKey }), "key_reused");
    const twice = await api.send(refundPayment, { paymentId: other.paymentId, ticketIds: [] }, as());
    isRefused(twice, "invalid_input", "ticketIds");
  });
  const as = () => ({ token: show.owner.token, idempotencyKey: freshKey() });

  it("gives every ticket back once, however many ask for it at the same time", async () => {
    const { paymentId, total, intentId, orderId } = await bought(2);
    const answers = await Promise.all(Array.from({ length: 6 }, () => refunds(show.owner, paymentId)));
    const done = answers.filter(({ status }) => status === 201);
    expect(done).toHaveLength(1);
    for (const { problem } of answers) expect(problem?.code ?? "not_refundable").toBe("not_refundable");
    await everythingSettles();
    expect(await sentBack(intentId)).toEqual([total]);
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: total });
  });

  describe("that is interrupted", () => {
    it("before Stripe hears of it is made by its message", async () => {
      const { paymentId, total, intentId, orderId } = await bought(1);
      await stripeDoes("/_double/fail", { next: 4, status: 500, match: "POST /v1/refunds", remembered: true });
      isRefused(await refunds(show.owner, paymentId), "payment_unavailable");
      await stripeDoes("/_double/fail", { next: 0 });
      expect(await standing(buyer, orderId)).toMatchObject({ order: "confirmed", tickets: ["suspended"] });
      await timePasses(minutes(1));
      buyer = await loggedIn(buyer);
      expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: total });
      expect(await sentBack(intentId)).toEqual([total]);
      show = { ...show, owner: await loggedIn(show.owner) };
    });

    it("after Stripe sent the money is settled by Stripe's word of it", async () => {
      const { paymentId, total, intentId, orderId } = await bought(2);
      await stripeDoes("/_double/fail", { next: 4, status: "drop", afterApply: true, match: "POST /v1/refunds" });
      isRefused(await refunds(show.owner, paymentId), "payment_unavailable");
      await stripeDoes("/_double/fail", { next: 0 });
      await everythingSettles();
      expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: total });
      expect(await sentBack(intentId)).toEqual([total]);
    });

    it("before it is settled is found at Stripe by the sweep, even if Stripe forgot the key and tells nothing", async () => {
      const { paymentId, total, intentId, orderId } = await bought(1);
      await stripeDoes("/_double/webhooks", { mode: "withhold" });
      const nobodyAsks = refused("payments/follow-undelivered", "dynamodb", "GetItem");
      await goesWrong(
        // The first wrote down that it goes back.
        { ...refused("payments/refund-payment", "dynamodb", "TransactWriteItems"), skip: 1 },
        refused("refunds/make-refund", "dynamodb", "GetItem"),
        nobodyAsks,
      );
      expect((await refunds(show.owner, paymentId)).status).toBe(500);
      await stripeDoes("/_double/keys/forget");
      await timePasses(minutes(16));
      await goesWrong(nobodyAsks);
      await timePasses(minutes(5));
      await nothingGoesWrong();
      buyer = await loggedIn(buyer);
      expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: total });
      expect(await sentBack(intentId)).toEqual([total]);
      await stripeDoes("/_double/webhooks", { mode: "deliver" });
      await stripeDoes("/_double/webhooks/release");
      await everythingSettles();
      expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: total });
      show = { ...show, owner: await loggedIn(show.owner) };
    });
  });

  it("that a bank sends back later is owed again, and can be sent again: the money, and nothing else", async () => {
    const fresh = await aPublishedEvent({ team: show });
    const { orderId, paymentId, total, intentId } = await bought(2, fresh);
    const first = isDone(await refunds(show.owner, paymentId), 201);
    await everythingSettles();
    await stripeDoes(`/_double/refunds/${first.refund.stripeRefundId}/settle`, { outcome: "failed" });
    await everythingSettles();
    const ended = { order: "refunded", payment: "refunded", tickets: ["refunded", "refunded"] };
    expect(await standing(buyer, orderId)).toEqual({ ...ended, back: 0 });
    const { lines, refunds: known } = isDone(await paymentOf(paymentId));
    expect(known).toMatchObject([{ status: "failed", amount: total }]);

    const one = isDone(await refunds(show.owner, paymentId, { ticketIds: [lines[1]?.ticketId ?? ""] }), 201);
    expect(one).toMatchObject({ status: "refunded", refundedAmount: lines[1]?.amount });
    isDone(await refunds(show.owner, paymentId), 201);
    await everythingSettles();
    expect(await standing(buyer, orderId)).toEqual({ ...ended, back: total });
    expect(await takenOf(fresh)).toEqual([[0, 0]]);
    expect(await sentBack(intentId)).toHaveLength(3);
    isRefused(await refunds(show.owner, paymentId), "not_refundable");
  });
});
