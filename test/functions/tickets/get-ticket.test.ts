import { expect, it } from "vitest";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor } from "#test/support/doors.ts";
import { joins } from "#test/support/operator.ts";
import { anOrganizer, aUser } from "#test/support/people.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

it("shows a paid ticket to its holder, with everything but what only the house needs", async () => {
  const show = await aPublishedEvent();
  const { buyer, order, tickets } = await aPaidOrder({ show });
  const ticketId = tickets[0]?.ticketId ?? "";
  const answer = await api.call(getTicket, { ticketId }, { token: buyer.token });
  const ticket = isDone(answer, 200);
  expect(ticket).toMatchObject({
    ticketId,
    eventId: show.eventId,
    organizerId: show.organizerId,
    userId: buyer.userId,
    orderId: order.orderId,
    paymentId: order.paymentId,
    ticketTypeId: show.ticketTypeId,
    status: "active",
    pricePaid: 2500,
    currency: "EUR",
    eventTitle: show.event.title,
    ticketTypeName: "General admission",
    startDate: show.event.startDate,
    expiresAt: show.event.checkInUntil,
    version: 1,
  });
  expect(ticket.ticketNumber).toMatch(/^TKT-\d{8}-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(answer.headers.get("etag")).toBe('"1"');
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

it("shows a ticket to who runs the event, and to nobody else", async () => {
  const { show, ticketId, scanner } = await anOpenDoor();
  const manager = await joins(await aUser(), show.organizerId, "manager");
  for (const { token } of [show.owner, manager]) isDone(await api.call(getTicket, { ticketId }, { token }), 200);

  const otherOrganizer = await joins(await aUser(), (await anOrganizer()).organizerId, "owner");
  for (const { token } of [scanner, otherOrganizer, await aUser()]) {
    isRefused(await api.call(getTicket, { ticketId }, { token }), "not_found");
  }
  isRefused(await api.call(getTicket, { ticketId }), "unauthenticated");
});

it("does not tell a ticket that is not there from one that cannot be", async () => {
  const { token } = await aUser();
  const unknown = "00000000-0000-5000-8000-000000000000";
  for (const ticketId of [unknown, unknown.toUpperCase(), "TKT-20270101-ABCDEFGHJK", "%00", "a".repeat(500)]) {
    isRefused(await api.send(getTicket, { ticketId }, { token }), "not_found");
  }
});

it("lists my tickets and nobody else's, newest first, without gap or repeat", async () => {
  const { buyer, show } = await anOpenDoor({ quantity: 3 });
  await aHold({ show, buyer, quantity: 2 });
  await aHold({ show });
  const as = { token: buyer.token };
  const { items: all } = isDone(await api.call(listMyTickets, {}, as));
  expect(all).toHaveLength(5);
  const key = ({ purchasedAt, ticketId }: (typeof all)[number]) => `${purchasedAt}#${ticketId}`;
  expect(all.map(key)).toEqual(all.map(key).sort().reverse());

  const walked: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = isDone(await api.call(listMyTickets, { limit: 2, ...(cursor && { cursor }) }, as));
    expect(page.items.length).toBeLessThanOrEqual(2);
    walked.push(...page.items.map(({ ticketId }) => ticketId));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual(all.map(({ ticketId }) => ticketId));
});

it("refuses another person's cursor and a limit that is none", async () => {
  const { buyer, eventId } = await anOpenDoor({ quantity: 2 });
  const other = await aUser();
  const { nextCursor } = isDone(await api.call(listMyTickets, { limit: 1 }, { token: buyer.token }));
  const cursor = nextCursor ?? "";
  isRefused(await api.call(listMyTickets, { limit: 1, cursor }, { token: other.token }), "invalid_cursor");
  const altered = `${cursor.slice(0, 20)}${cursor[20] === "A" ? "B" : "A"}${cursor.slice(21)}`;
  isRefused(await api.call(listMyTickets, { cursor: altered }, { token: buyer.token }), "invalid_cursor");
  for (const limit of [0, 101, 1.5, "many"]) {
    isRefused(await api.send(listMyTickets, { limit }, { token: buyer.token }), "invalid_input", "limit");
  }
  isRefused(await api.send(listMyTickets, { eventId }, { token: buyer.token }), "invalid_input", "eventId");
  isRefused(await api.call(listMyTickets, {}), "unauthenticated");
});
