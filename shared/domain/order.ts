import { createHash } from "node:crypto";
import * as z from "zod";
import { indexShardsFor } from "#domain/event.ts";
import { derivedId, id, spread } from "#domain/ids.ts";
import { orderLife, told } from "#domain/life.ts";
import { type Checkout, OrderLine, Price, quote, type Sale } from "#domain/quote.ts";
import { Draw, type Wanted } from "#domain/stock.ts";
import { shortened } from "#domain/text.ts";
import { maxTicketTypes } from "#domain/ticket-type.ts";
import { minutes, shifted } from "#domain/time.ts";

export const orderStatuses = [
  "pending",
  "confirmed",
  "expired",
  "cancelled",
  "partially_refunded",
  "refunded",
] as const;
export const OrderStatus = z.enum(orderStatuses).describe(told(orderLife));

/** Of orders whose tickets are, or were, somebody's: the rest came to nothing and is forgotten. */
export const soldStatuses = ["confirmed", "partially_refunded", "refunded"] as const satisfies readonly z.infer<
  typeof OrderStatus
>[];

/** How long a hold keeps its tickets. SQS delays a message by 900 s at most, so no longer than that. */
export const holdMinutes = 15;

/** A purchase: held, then paid (one payment, one PaymentIntent), then tickets. */
export const Order = Price.extend({
  orderId: id,
  userId: id,
  eventId: id,
  organizerId: id,
  /** The event's title as it was sold, as long as lists show it: it is in every index. */
  eventTitle: z.string(),
  startDate: z.string(),
  status: OrderStatus,
  lines: z.array(OrderLine).min(1).max(maxTicketTypes),
  /** How many its lines are for: lists show it, and see no lines. */
  tickets: z.int().min(1),
  /** The stock shards the lines drew from: what a release gives back to. */
  draws: z.array(Draw),
  holdUntil: z.string(),
  /** The index shard of the order and its tickets. */
  shard: z.int().min(0),
  /** Of the request that made it: the same idempotency key with another body is refused. */
  bodyHash: z.string(),
  intentId: z.string().optional(),
  paymentId: id.optional(),
  /** Part of Stripe's idempotency key; it rises only when Stripe saved a 5xx for the former one. */
  attempt: z.int().min(1),
  confirmedAt: z.string().optional(),
  closedAt: z.string().optional(),
});
export type Order = z.infer<typeof Order>;

/** What a list of orders shows: all of it is projected into the indexes, or in their keys. */
export const OrderCard = Order.pick({
  orderId: true,
  eventId: true,
  eventTitle: true,
  startDate: true,
  status: true,
  tickets: true,
  total: true,
  currency: true,
}).extend({ createdAt: z.string() });
export type OrderCard = z.infer<typeof OrderCard>;

/**
 * The id under which a buyer's request is an order, however often it is sent. The event is no part of it, so that a key
 * that is used for another is found out; and so a new order could hide an archived one of the same id. What is placed is
 * looked for in the archive, too, therefore: one read unit, where the write's own condition sees the live table alone,
 * and checking the archive in its transaction would cost two write units.
 */
export const orderIdOf = (userId: string, idempotencyKey: string) => derivedId("order", userId, idempotencyKey);

/** Tells one request body from another; the order of keys does not matter, the schema has fixed it. */
export const bodyHashOf = (checkout: Checkout) =>
  createHash("sha256").update(JSON.stringify(checkout)).digest("base64url").slice(0, 22);

/** A pending order for a sale; what it draws from which stock shard is filled in by the hold. */
export function openOrder(
  sale: Sale,
  checkout: Checkout,
  by: { readonly userId: string; readonly idempotencyKey: string; readonly now: Date },
): Order {
  const { event } = sale;
  const orderId = orderIdOf(by.userId, by.idempotencyKey);
  const price = quote(sale, checkout, by.now);
  return {
    ...price,
    tickets: ticketsOf(price),
    orderId,
    userId: by.userId,
    eventId: event.eventId,
    organizerId: event.organizerId,
    eventTitle: shortened(event.title, 80),
    startDate: event.startDate,
    status: "pending",
    draws: [],
    holdUntil: shifted(by.now, minutes(holdMinutes)),
    shard: spread(orderId, indexShardsFor(event)),
    bodyHash: bodyHashOf(checkout),
    attempt: 1,
  };
}

export function orderCard(order: OrderCard): OrderCard {
  const { orderId, eventId, eventTitle, startDate, status, tickets, total, currency, createdAt } = order;
  return { orderId, eventId, eventTitle, startDate, status, tickets, total, currency, createdAt };
}

export const ticketsOf = (order: Pick<Order, "lines">) => order.lines.reduce((sum, line) => sum + line.quantity, 0);

export const wantedOf = (order: Pick<Order, "lines">): Wanted[] =>
  order.lines.map(({ ticketTypeId, quantity, unitPrice }) => ({ ticketTypeId, quantity, unitPrice }));

/** The partition of holds this order is found in once its time is over. */
export const holdBucketOf = (order: Pick<Order, "orderId">) => spread(order.orderId, 16);
