import { everywhere, type Home } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { order } from "#data/order.ts";
import { readFirst } from "#data/page.ts";
import { payment } from "#data/payment.ts";
import { ticket } from "#data/ticket.ts";
import type { ListedStatus } from "#domain/payment.ts";

type Page = { readonly limit: number; readonly after: string | undefined };

/** A page of a person's orders as the index shows them, archived or not, newest first. */
export function ordersOfUser(userId: string, page: Page) {
  const orders = order.query.ofUser({ userId });
  type Place = { createdAt: string; orderId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? orders.lt(before) : orders, limit, "desc", home);
    return found.map(listed(order, "ofUser"));
  };
  const place = ({ createdAt, orderId }: Place) => ({ createdAt, orderId });
  return newestOfShards(1, page, { read, place }, everywhere());
}

/** A page of a person's payments in one status as the index shows them, archived or not, newest first. */
export function paymentsOfUser(userId: string, status: ListedStatus, page: Page) {
  const payments = payment.query.ofUser({ userId, status });
  type Place = { createdAt: string; paymentId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? payments.lt(before) : payments, limit, "desc", home);
    return found.map(listed(payment, "ofUser"));
  };
  const place = ({ createdAt, paymentId }: Place) => ({ createdAt, paymentId });
  return newestOfShards(1, page, { read, place }, everywhere());
}

/** A page of a person's tickets as the index shows them, archived or not, newest first. */
export function ticketsOfUser(userId: string, page: Page) {
  const tickets = ticket.query.ofUser({ userId });
  type Place = { purchasedAt: string; ticketId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? tickets.lt(before) : tickets, limit, "desc", home);
    return found.map(listed(ticket, "ofUser"));
  };
  const place = ({ purchasedAt, ticketId }: Place) => ({ purchasedAt, ticketId });
  return newestOfShards(1, page, { read, place }, everywhere());
}
