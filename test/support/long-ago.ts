import { getCheckIn } from "#functions/check-ins/get-check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { exportEventSales } from "#functions/sales/export-event-sales.ts";
import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { getTicketType } from "#functions/ticket-types/get-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans } from "#test/support/doors.ts";
import { sent } from "#test/support/files.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { walked } from "#test/support/pages.ts";
import { freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

/** An evening with everything in it, its buyer having bought elsewhere before and after. */
export async function anEveningLongAgo() {
  const door = await anOpenDoor({ quantity: 2, types: [{ price: 0, maxPerPerson: 9 }, { price: 2500 }] });
  const { buyer, show, eventId, scanner, code } = door;
  const other = await aPublishedEvent({ types: [{ price: 0 }] });
  const elsewhere = [await aHold({ show: other, buyer })];
  const paidFor = { eventId, ticketTypeId: show.ticketTypes[1]?.ticketTypeId ?? "" };
  const paid = await aPaidOrder({ show: paidFor, buyer, quantity: 3 });
  elsewhere.push(await aHold({ show: other, buyer }));
  const nonces = [freshKey(), freshKey()] as const;
  const entered = isDone(await scans(scanner, eventId, code, { nonce: nonces[0], gate: "North" }));
  isDone(await scans(scanner, eventId, "forged", { nonce: nonces[1] }));
  const [mediaId = ""] = await sent({ userId: show.owner.userId, ownerType: "event", ownerId: eventId });
  await everythingSettles();
  return { ...door, other, elsewhere, paid, nonces, entered, mediaId };
}
export type Evening = Awaited<ReturnType<typeof anEveningLongAgo>>;

/** As somebody whose token may have ended meanwhile. */
export const fresh = async (person: Person) => ({ token: (await loggedIn(person)).token });

/** All that its people can read of it. */
export async function readings({
  buyer,
  show,
  eventId,
  ticketId,
  ticketNumber,
  paid,
  scanner,
  mediaId,
  nonces,
}: Evening) {
  const [as, asTeam, asStaff] = await Promise.all([fresh(buyer), fresh(show.owner), fresh(scanner)]);
  const payment = isDone(await api.call(getPayment, { paymentId: paid.order.paymentId ?? "" }, as));
  const { paymentIntentId = "" } = payment;
  const code = await api.call(getTicketQr, { ticketId, format: "text" }, as);
  const all = async <T>(page: Parameters<typeof walked<T>>[0]) => (await walked(page)).items;
  const two = (cursor: { cursor?: string }) => ({ limit: 2, ...cursor });
  const ofShow = (cursor: { cursor?: string }) => ({ eventId, ...two(cursor) });
  return {
    order: isDone(await api.call(getOrder, { orderId: paid.orderId }, as)),
    payment,
    ticket: isDone(await api.call(getTicket, { ticketId }, as)),
    asTeam: isDone(await api.call(getTicket, { ticketId }, asTeam)),
    code: code.text,
    byIntent: isDone(await api.call(findPayment, { paymentIntentId }, as)),
    byNumber: isDone(await api.call(findTicket, { ticketNumber }, asStaff)),
    scan: isDone(await api.call(getCheckIn, { eventId, nonce: nonces[0] }, asStaff)),
    type: isDone(await api.call(getTicketType, { eventId, ticketTypeId: show.ticketTypeId }, asTeam)),
    payments: await all((cursor) => api.call(listMyPayments, two(cursor), as)),
    sold: await all((cursor) => api.call(listEventOrders, ofShow(cursor), asTeam)),
    sales: await all((cursor) => api.call(listEventSales, ofShow(cursor), asTeam)),
    salesTable: (await api.call(exportEventSales, { eventId }, asTeam)).text,
    issued: await all((cursor) => api.call(listEventTickets, ofShow(cursor), asTeam)),
    types: isDone(await api.call(listTicketTypes, { eventId }, asTeam)).items,
    file: isDone(await api.call(getMedia, { mediaId }, asTeam)),
    files: await all((cursor) => api.call(listEventMedia, ofShow(cursor), asTeam)),
    orders: await all((cursor) => api.call(listMyOrders, two(cursor), as)),
    tickets: await all((cursor) => api.call(listMyTickets, two(cursor), as)),
    scans: await all((cursor) => api.call(listCheckIns, ofShow(cursor), asStaff)),
    told: isDone(await api.call(listMyNotifications, { limit: 100 }, as)).items,
    mails: (await mailsTo(buyer.email)).length,
  };
}
