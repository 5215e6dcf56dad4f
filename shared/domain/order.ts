import { createHash } from "node:crypto";
import * as z from "zod";
import { type Event, indexShardsFor } from "#domain/event.ts";
import { badField, Fault } from "#domain/fault.ts";
import { derivedId, id } from "#domain/ids.ts";
import { amount, Currency, currencies, feeOn, formatMoney, uncharged } from "#domain/money.ts";
import { Draw, type Wanted } from "#domain/stock.ts";
import { shortened } from "#domain/text.ts";
import { maxTicketsPerOrder, maxTicketTypes, saleWindow, type TicketType } from "#domain/ticket-type.ts";
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

export const OrderLine = z.object({
  ticketTypeId: id,
  name: z.string(),
  quantity: z.int().min(1).max(maxTicketsPerOrder),
  unitPrice: amount,
});

/** What an order costs, in minor units: total = subtotal − discount + fee. */
export const Price = z.object({
  currency: Currency,
  subtotal: amount,
  discount: amount,
  fee: amount,
  total: amount,
});
export type Price = z.infer<typeof Price>;

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

/** What a buyer asks for. */
export const Checkout = z.strictObject({
  eventId: id,
  lines: z
    .array(z.strictObject({ ticketTypeId: id, quantity: z.int().min(1).max(maxTicketsPerOrder) }))
    .min(1)
    .max(maxTicketTypes),
});
export type Checkout = z.infer<typeof Checkout>;

/** What a sale depends on: the event and its ticket types as they are stored now. */
export type Sale = { readonly event: Event; readonly ticketTypes: readonly TicketType[] };

/** The order's price and lines by the server's own figures, or the fault that says why it cannot be bought. */
export function quote(sale: Sale, checkout: Checkout, now: Date): Price & { lines: Order["lines"] } {
  const { event } = sale;
  const currency = event.currency;
  if (event.status !== "published" || !event.isActive) throw new Fault("not_found");
  const lines = merged(checkout).map(({ ticketTypeId, quantity, path }) => {
    const type = sale.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId && type.isActive);
    if (!type) throw badField(`${path}.ticketTypeId`, "not_found", "no ticket type of this event that is on offer");
    const { from, until } = saleWindow(type, event);
    const at = now.toISOString();
    if (at < from) throw new Fault("sale_closed", `${type.name} go on sale at ${from}.`);
    if (at >= until) throw new Fault("sale_closed", `The sale of ${type.name} ended at ${until}.`);
    if (quantity > type.maxPerOrder) {
      throw new Fault("limit_exceeded", `At most ${type.maxPerOrder} × ${type.name} in one order.`);
    }
    if (quantity < type.minPerOrder) {
      throw badField(`${path}.quantity`, "below_min_per_order", `at least ${type.minPerOrder} × ${type.name}`);
    }
    return { ticketTypeId, name: type.name, quantity, unitPrice: type.price };
  });
  const tickets = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (tickets > maxTicketsPerOrder) {
    throw new Fault("limit_exceeded", `At most ${maxTicketsPerOrder} tickets in one order, not ${tickets}.`);
  }
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const fee = feeOn(subtotal, currency);
  const total = subtotal + fee;
  const wrong = uncharged(total, currency);
  if (wrong === "too_large") {
    const most = formatMoney(currencies[currency].orderMaximum, currency);
    throw new Fault("amount_too_large", `${formatMoney(total, currency)} in one order; at most ${most}.`);
  }
  if (wrong) throw new Fault("amount_too_small", `${formatMoney(total, currency)} cannot be charged.`);
  return { currency, lines, subtotal, discount: 0, fee, total };
}

/** Lines of the same type count together: repeating a line beats no limit. */
function merged(checkout: Checkout) {
  const lines = new Map<string, { ticketTypeId: string; quantity: number; path: string }>();
  for (const [index, { ticketTypeId, quantity }] of checkout.lines.entries()) {
    const known = lines.get(ticketTypeId);
    if (known) known.quantity += quantity;
    else lines.set(ticketTypeId, { ticketTypeId, quantity, path: `lines[${index}]` });
  }
  return [...lines.values()];
}

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

/** One of `buckets`, the same for the same id: spreads orders over shards without a counter. */
export const spread = (id: string, buckets: number) => Number.parseInt(id.slice(0, 8), 16) % buckets;

/** The partition of holds this order is found in once its time is over. */
export const holdBucketOf = (order: Pick<Order, "orderId">) => spread(order.orderId, 16);

/** What ending a pending order changes on it. */
export const closedOrder = (order: Order, status: "expired" | "cancelled", closedAt: string) => ({
  status,
  closedAt,
  card: { ...order.card, status },
});
