import { beforeAll, describe, expect, it } from "vitest";
import { seconds, shifted } from "#domain/time.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { api } from "#test/support/api.ts";
import { aCast } from "#test/support/operator.ts";
import { aVerifiedUser, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder, intentIdOf, pay } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

/** Every page of a list, one after the other. */
async function all<T>(
  read: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { items, nextCursor } = await read(cursor);
    found.push(...items);
    more = nextCursor !== null;
    cursor = nextCursor ?? undefined;
  }
  return found;
}

describe("what was sold of an event", () => {
  let cast: Awaited<ReturnType<typeof aCast>>;
  let show: Show;
  let buyer: Person;
  const orderIds: string[] = [];

  // More than 10,000 places: its orders and tickets are spread over four index shards.
  beforeAll(async () => {
    [cast, buyer] = await Promise.all([aCast(), aVerifiedUser()]);
    show = await aPublishedEvent({
      team: cast.team,
      maxCapacity: 10_001,
      types: [{ price: 0, quantityAvailable: 500 }],
    });
    for (let order = 0; order < 9; order++) orderIds.unshift((await aHold({ show, buyer })).orderId);
    await everythingSettles();
  });

  const orders = (by: Person, more: { status?: "confirmed" | "refunded"; limit?: number; cursor?: string } = {}) =>
    api.call(listEventOrders, { eventId: show.eventId, ...more }, { token: by.token });
  const tickets = (by: Person, more: Omit<Parameters<typeof api.call<typeof listEventTickets>>[1], "eventId"> = {}) =>
    api.call(listEventTickets, { eventId: show.eventId, ...more }, { token: by.token });

  it("is listed to who runs it, newest first over all shards, without gap or repeat", async () => {
    const found = await all(async (cursor) =>
      isDone(await orders(show.owner, { limit: 2, ...(cursor && { cursor }) })),
    );
    expect(found.map(({ orderId }) => orderId)).toEqual(orderIds);
    const held = await all(async (cursor) =>
      isDone(await tickets(show.owner, { limit: 2, ...(cursor && { cursor }) })),
    );
    expect(held.map(({ purchasedAt }) => purchasedAt)).toEqual(
      held.map(({ purchasedAt }) => purchasedAt).toSorted((a, b) => (a < b ? 1 : -1)),
    );
    expect(new Set(held.map(({ ticketId }) => ticketId)).size).toBe(9);
    const { manager, doorStaff, stranger, others } = cast;
    isDone(await orders(manager));
    for (const person of [doorStaff, stranger, others.owner]) {
      isRefused(await orders(person), "not_permitted");
      isRefused(await tickets(person), "not_permitted");
    }
  });

  it("is told apart by status and by when it was bought", async () => {
    const held = isDone(await tickets(show.owner, { limit: 100 })).items;
    const [newest, , third] = held;
    if (!newest || !third) throw new Error("Too little was sold");
    const to = shifted(newest.purchasedAt, 1);
    const between = isDone(await tickets(show.owner, { from: third.purchasedAt, to, limit: 100 })).items;
    expect(between).toEqual(held.filter(({ purchasedAt }) => purchasedAt >= third.purchasedAt));
    const before = isDone(await tickets(show.owner, { to: third.purchasedAt, limit: 100 })).items;
    expect(before).toEqual(held.filter(({ purchasedAt }) => purchasedAt < third.purchasedAt));
    const later = { from: shifted(newest.purchasedAt, seconds(1)) };
    expect(isDone(await tickets(show.owner, later)).items).toEqual([]);
    isRefused(await tickets(show.owner, { from: to, to }), "invalid_input", "to");
    expect(isDone(await tickets(show.owner, { status: "cancelled" })).items).toEqual([]);
    expect(isDone(await orders(show.owner, { status: "refunded" })).items).toEqual([]);
    const ticket = isDone(await api.call(findTicket, { ticketNumber: newest.ticketNumber }, { token: buyer.token }));
    isDone(await refunds(show.owner, ticket.paymentId ?? ""), 201);
    await everythingSettles();
    expect(isDone(await tickets(show.owner, { status: "cancelled" })).items).toMatchObject([
      { ticketId: newest.ticketId },
    ]);
    expect(isDone(await orders(show.owner, { status: "refunded" })).items).toMatchObject([{ orderId: ticket.orderId }]);
  });

  it("is found by a ticket's number: by its holder, and by the team, at the door included", async () => {
    const { doorStaff, stranger, others } = cast;
    const [one] = isDone(await tickets(show.owner)).items;
    const find = (ticketNumber: string, by: Person) => api.call(findTicket, { ticketNumber }, { token: by.token });
    for (const person of [buyer, doorStaff, show.owner]) {
      expect(isDone(await find(one?.ticketNumber ?? "", person))).toMatchObject({ ticketId: one?.ticketId });
    }
    const [forStaff, forOwner] = [doorStaff, show.owner].map(async (by) =>
      isDone(await find(one?.ticketNumber ?? "", by)),
    );
    const { orderId, paymentId, pricePaid, userId, ...atTheDoor } = { ...(await forOwner) };
    expect({ orderId, paymentId, pricePaid, userId }).toMatchObject({ userId: buyer.userId, pricePaid: 0 });
    expect(await forStaff).toEqual(atTheDoor);
    for (const person of [stranger, others.owner]) isRefused(await find(one?.ticketNumber ?? "", person), "not_found");
    isRefused(await find("TKT-20270101-0000000000", buyer), "not_found");
    isRefused(await find("TKT-1", buyer), "not_found");
  });

  it("is what its buyers paid: by status newest first, and by PaymentIntent", async () => {
    const paidShow = await aPublishedEvent({ team: cast.team });
    const payer = await aVerifiedUser();
    const { order } = await aHold({ show: paidShow, buyer: payer });
    await pay(order);
    const second = await aPaidOrder({ show: paidShow, buyer: payer });
    const { token } = payer;
    const mine = async (status: "completed" | "refunded", limit = 1) =>
      all(async (cursor) =>
        isDone(await api.call(listMyPayments, { status, limit, ...(cursor && { cursor }) }, { token })),
      );
    const ids = [second.order.paymentId, order.paymentId];
    expect((await mine("completed")).map(({ paymentId }) => paymentId)).toEqual(ids);
    const find = (by: Person) => api.call(findPayment, { paymentIntentId: intentIdOf(order) }, { token: by.token });
    for (const person of [payer, show.owner, cast.manager]) {
      expect(isDone(await find(person))).toMatchObject({ paymentId: order.paymentId, orderId: order.orderId });
    }
    for (const person of [buyer, cast.doorStaff, cast.others.owner]) isRefused(await find(person), "not_found");
    isDone(await refunds(show.owner, order.paymentId ?? ""), 201);
    await everythingSettles();
    expect(await mine("refunded")).toMatchObject([{ paymentId: order.paymentId, status: "refunded" }]);
  });
});
