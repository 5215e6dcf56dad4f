import { expect, it } from "vitest";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { aVerifiedUser, freshKey } from "#test/support/people.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

it("counts what one person has over all orders, while the ticket type says so", async () => {
  const [show, buyer] = await Promise.all([aPublishedEvent({ types: [{ maxPerPerson: 3 }] }), aVerifiedUser()]);
  const { eventId, ticketTypeId, ticketTypes } = show;
  const as = () => ({ token: buyer.token, idempotencyKey: freshKey() });
  const orders = (quantity: number, by = as()) =>
    api.call(placeOrder, { eventId, lines: [{ ticketTypeId, quantity }] }, by);
  isRefused(await orders(4), "limit_exceeded");
  const { orderId } = isDone(await orders(2), 201);
  const key = freshKey();
  isDone(await orders(1, { ...as(), idempotencyKey: key }), 201);
  isRefused(await orders(1), "limit_exceeded");
  // What is repeated is the order it was, and somebody else has a limit of their own.
  isDone(await orders(1, { ...as(), idempotencyKey: key }), 201);
  const { token } = await aVerifiedUser();
  isDone(await orders(3, { token, idempotencyKey: freshKey() }), 201);
  isDone(await api.call(cancelOrder, { orderId }, as()));
  isDone(await orders(2), 201);
  const edits = { eventId, ticketTypeId, maxPerPerson: null };
  const edited = await api.call(updateTicketType, edits, {
    token: show.owner.token,
    ifMatch: ticketTypes[0]?.version ?? 0,
  });
  expect(isDone(edited)).not.toHaveProperty("maxPerPerson");
  isDone(await orders(4), 201);
});
