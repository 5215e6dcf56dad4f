import { cancelEvent } from "#functions/events/cancel-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { loggedIn, type Somebody } from "#test/bench/cost/people.ts";
import type { Walk } from "#test/bench/cost/walk.ts";

type People = { readonly owner: Somebody; readonly buyer: Somebody; readonly admin: Somebody };

/** What was sold is looked at and paid back; an event nothing was sold of is changed, deleted, restored, cancelled. */
export async function givenBack(
  walk: Walk,
  people: People,
  { eventId, orderId }: { readonly eventId: string; readonly orderId: string },
  unsoldId: string,
): Promise<void> {
  // Time has passed, and tokens with it.
  const [owner, buyer, admin] = [
    await loggedIn(walk, people.owner.email),
    await loggedIn(walk, people.buyer.email),
    await loggedIn(walk, people.admin.email),
  ];
  await walk.count(listEventOrders, { eventId, limit: 20 }, owner.as);
  await walk.count(listEventTickets, { eventId, limit: 20 }, owner.as);
  await walk.count(listMyPayments, { limit: 20 }, buyer.as);
  const { paymentId = "" } = await walk.call(getOrder, { orderId }, buyer.as);
  const { lines, paymentIntentId = "" } = await walk.call(getPayment, { paymentId }, buyer.as);
  const { ticketNumber } = await walk.call(getTicket, { ticketId: lines[0]?.ticketId ?? "" }, buyer.as);
  await walk.count(findTicket, { ticketNumber }, owner.as);
  await walk.count(findPayment, { paymentIntentId }, owner.as);
  await walk.count(refundPayment, { paymentId }, owner.as);

  const [type] = (await walk.call(listTicketTypes, { eventId: unsoldId }, owner.as)).items;
  const { ticketTypeId = "", version = 0 } = type ?? {};
  await walk.count(deleteTicketType, { eventId: unsoldId, ticketTypeId }, { ...owner.as, ifMatch: version });
  await walk.count(restoreTicketType, { eventId: unsoldId, ticketTypeId }, admin.as);
  const event = await walk.call(getEvent, { eventId: unsoldId }, owner.as);
  await walk.count(deleteEvent, { eventId: unsoldId }, { ...owner.as, ifMatch: event.version });
  await walk.count(restoreEvent, { eventId: unsoldId }, admin.as);
  await walk.count(cancelEvent, { eventId }, owner.as);
}
