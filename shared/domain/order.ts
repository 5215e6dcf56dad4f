import { createHash } from "node:crypto";
import * as z from "zod";
import { indexShardsFor } from "#domain/event.ts";
import { derivedId, id, spread } from "#domain/ids.ts";
import { amount, Currency } from "#domain/money.ts";
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
export const OrderStatus = z.enum(orderStatuses);

/** How long a hold keeps its tickets. SQS delays a message by 900 s at most, so no longer than that. */
export const holdMinutes = 15;

export const OrderCard = z.object({
  orderId: id,
  eventId: id,
  eventTitle: z.string(),
  startDate: z.string(),
  status: OrderStatus,
  tickets: z.int(),
  total: amount,
  currency: Currency,
  createdAt: z.string(),
});

/** A purchase: held, then paid (one payment, one PaymentIntent), then tickets. */
export const Order = Price.extend({
  orderId: id,
  userId: id,
  eventId: id,
  organizerId: id,
  eventTitle: z.string(),
  startDate: z.string(),
  status: OrderStatus,
  lines: z.array(OrderLine).min(1).max(maxTicketTypes),
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
  card: OrderCard,
});
export type Order = z.infer<typeof Order>;

/** The id under which a buyer's request is an order, however often it is sent. */
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
  const order: Omit<Order, "card"> = {
    ...quote(sale, checkout, by.now),
    orderId,
    userId: by.userId,
    eventId: event.eventId,
    organizerId: event.organizerId,
    eventTitle: event.title,
    startDate: event.startDate,
    status: "pending",
    draws: [],
    holdUntil: shifted(by.now, minutes(holdMinutes)),
    shard: spread(orderId, indexShardsFor(event)),
    bodyHash: bodyHashOf(checkout),
    attempt: 1,
  };
  return { ...order, card: orderCard(order, by.now.toISOString()) };
}

/** Cards ride in indexes, where every byte is paid for again. */
const titleLength = 80;

export function orderCard(order: Omit<Order, "card">, createdAt: string): Order["card"] {
  const { orderId, eventId, startDate, status, total, currency } = order;
  const eventTitle = shortened(order.eventTitle, titleLength);
  return { orderId, eventId, eventTitle, startDate, status, tickets: ticketsOf(order), total, currency, createdAt };
}

export const ticketsOf = (order: Pick<Order, "lines">) => order.lines.reduce((sum, line) => sum + line.quantity, 0);

export const wantedOf = (order: Pick<Order, "lines">): Wanted[] =>
  order.lines.map(({ ticketTypeId, quantity, unitPrice }) => ({ ticketTypeId, quantity, unitPrice }));

/** The partition of holds this order is found in once its time is over. */
export const holdBucketOf = (order: Pick<Order, "orderId">) => spread(order.orderId, 16);

/** What ending a pending order changes on it. */
export const closedOrder = (order: Order, status: "expired" | "cancelled", closedAt: string) => ({
  status,
  closedAt,
  card: { ...order.card, status },
});
