import { randomUUID } from "node:crypto";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { loggedIn, type Somebody, somebody } from "#test/bench/cost/people.ts";
import type { OnSale } from "#test/bench/cost/shows.ts";
import type { Walk } from "#test/bench/cost/walk.ts";
import type { BenchStack } from "#test/bench/stack.ts";
import { must } from "#test/demo/steps.ts";

/** Buying, being told, coming in. Answers the orders of one ticket, of four, and of a free one. */
export async function sales(walk: Walk, owner: Somebody, events: readonly OnSale[]) {
  const buyer = await somebody(walk);
  const [event] = events;
  if (!event) throw new Error("There is no event");
  const { eventId } = event;
  const lines = (ticketTypeId: string, quantity: number) => ({ eventId, lines: [{ ticketTypeId, quantity }] });
  const hold = (quantity: number) => walk.call(placeOrder, lines(event.paidTypeId, quantity), buyer.as);
  const buys = async (quantity: number) => pays(walk, await hold(quantity));

  await walk.count(quoteOrder, lines(event.paidTypeId, 1));
  // An event's first sale makes its availability row: what is counted is an ordinary one.
  await buys(1);
  const one = await walk.scenario("order of 1 ticket, paid", () => buys(1));
  const four = await walk.scenario("order of 4 tickets, paid", () => buys(4));
  const guest = lines(event.freeTypeId, 1);
  const { orderId: free } = await walk.scenario("order of 1 ticket, free", () =>
    walk.call(placeOrder, guest, buyer.as),
  );
  const held = await walk.count(placeOrder, lines(event.paidTypeId, 1), buyer.as);
  await walk.count(cancelOrder, { orderId: held.orderId }, { ...buyer.as, ifMatch: held.version });
  const open = await hold(1);
  const { reading } = await walk.stack.counted(() => pays(walk, open));
  walk.operations.set(receiveStripeEvent.id, reading);

  for (let more = 0; more < 17; more++) await walk.call(placeOrder, guest, buyer.as);
  await walk.stack.settle();
  await walk.count(listMyOrders, { limit: 20 }, buyer.as);
  await walk.count(listMyTickets, { limit: 20 }, buyer.as);
  const { paymentId = "", status } = await walk.count(getOrder, { orderId: one }, buyer.as);
  must(status === "confirmed", `The paid order is ${status}`);
  await walk.count(getPayment, { paymentId }, buyer.as);
  const { items } = await walk.count(listMyNotifications, {}, buyer.as);
  const notificationId = items.find(({ type }) => type === "in_app")?.notificationId ?? "";
  await walk.count(readNotification, { notificationId }, buyer.as);
  await door(walk, owner, buyer, eventId);
  return { one, four, free, buyer };
}

type Held = { readonly orderId: string; readonly payment?: Parameters<BenchStack["pay"]>[0] | undefined };

/** Pays as a browser does, and answers the order's id. */
async function pays({ stack }: Walk, { orderId, payment }: Held): Promise<string> {
  if (!payment) throw new Error("The order came without a payment");
  must((await stack.pay(payment)) === "succeeded", "The payment did not succeed");
  return orderId;
}

async function door(walk: Walk, owner: Somebody, buyer: Somebody, eventId: string): Promise<void> {
  const { items } = await walk.call(listMyTickets, {}, buyer.as);
  const ticketId = items.find((ticket) => ticket.eventId === eventId)?.ticketId ?? "";
  await walk.count(getTicket, { ticketId }, buyer.as);
  const code = new TextDecoder().decode(await walk.count(getTicketQr, { ticketId, format: "text" }, buyer.as)).trim();
  const scan = { eventId, code, nonce: randomUUID(), gate: "North gate" };
  const { admitted } = await walk.count(checkInTicket, scan, owner.as);
  must(admitted, "The door let nobody in");
  await walk.count(listCheckIns, { eventId }, owner.as);
}

/** What comes by the clock: the message of a hold that was paid, a hold nobody pays, a quarter of an hour of nothing. */
export async function waiting(walk: Walk, { eventId, paidTypeId }: OnSale, email: string): Promise<void> {
  const { stack } = walk;
  const quarter = 15 * 60 + 1;
  const hold = async () => {
    const { as } = await loggedIn(walk, email);
    return walk.call(placeOrder, { eventId, lines: [{ ticketTypeId: paidTypeId, quantity: 1 }] }, as);
  };
  // The messages of all holds so far.
  await stack.advance(quarter);
  await pays(walk, await hold());
  await walk.scenario("message of a hold that was paid", () => stack.advance(quarter));
  const { orderId } = await hold();
  await walk.scenario("hold of 1 ticket runs out unpaid", () => stack.advance(quarter));
  await walk.scenario("a quarter of an hour of nothing", () => stack.advance(15 * 60));
  const { status } = await walk.call(getOrder, { orderId }, (await loggedIn(walk, email)).as);
  must(status === "expired", `The hold that ran out is ${status}`);
}
