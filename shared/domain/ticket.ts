import * as z from "zod";
import { allocate } from "#domain/allocate.ts";
import { derivedId, id } from "#domain/ids.ts";
import { ticketLife, told } from "#domain/life.ts";
import { amount, Currency, currencies } from "#domain/money.ts";
import type { Order } from "#domain/order.ts";

export const ticketStatuses = ["active", "used", "cancelled", "refunded", "expired", "suspended"] as const;
export const TicketStatus = z.enum(ticketStatuses).describe(told(ticketLife));

/** `TKT-`, the UTC day of purchase, and ten random characters of Crockford's base32 (50 bits). */
export const TicketNumber = z.string().regex(/^TKT-\d{8}-[0-9A-HJKMNP-TV-Z]{10}$/);

/** One admission of one person. Its number makes its id, so no two tickets share one. */
export const Ticket = z.object({
  ticketId: id,
  ticketNumber: TicketNumber,
  eventId: id,
  organizerId: id,
  userId: id,
  orderId: id,
  paymentId: id,
  ticketTypeId: id,
  /** The event's title and start and the type's name, as they were sold. */
  eventTitle: z.string(),
  startDate: z.string(),
  ticketTypeName: z.string(),
  status: TicketStatus,
  pricePaid: amount,
  currency: Currency,
  purchasedAt: z.string(),
  /** When check-in closes. */
  expiresAt: z.string(),
  /** The index shard, as the order's. */
  shard: z.int().min(0),
  /** The stock shard its place came from: where it returns to. */
  stockShard: z.int().min(0),
  admission: z.object({ nonce: z.string(), at: z.string(), by: id, gate: z.string().optional() }).optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** What a list of tickets shows: all of it is projected into the indexes, or in their keys. */
export const TicketCard = Ticket.pick({
  ticketId: true,
  ticketNumber: true,
  eventId: true,
  eventTitle: true,
  ticketTypeName: true,
  startDate: true,
  status: true,
  purchasedAt: true,
});

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `bytes` must hold ten random bytes. */
export function ticketNumber(purchasedAt: string, bytes: Uint8Array): string {
  const random = Array.from(bytes.subarray(0, 10), (byte) => crockford[byte % 32]).join("");
  return `TKT-${purchasedAt.slice(0, 10).replaceAll("-", "")}-${random}`;
}

/** The tickets of an order, one per place drawn. `random` answers so many random bytes. */
export function issueTickets(
  order: Order,
  paymentId: string,
  issue: { readonly at: string; readonly expiresAt: string; readonly random: (bytes: number) => Uint8Array },
): Ticket[] {
  const places = order.draws.flatMap((draw) => Array.from({ length: draw.quantity }, () => draw));
  return places.map(({ ticketTypeId, shard }) => {
    const line = order.lines.find((line) => line.ticketTypeId === ticketTypeId);
    if (!line) throw new Error(`Order ${order.orderId} drew a ticket type it has no line for: ${ticketTypeId}`);
    const number = ticketNumber(issue.at, issue.random(10));
    return {
      ticketId: derivedId("ticket", number),
      ticketNumber: number,
      eventId: order.eventId,
      status: "active",
      purchasedAt: issue.at,
      organizerId: order.organizerId,
      userId: order.userId,
      orderId: order.orderId,
      paymentId,
      ticketTypeId,
      eventTitle: order.eventTitle,
      startDate: order.startDate,
      ticketTypeName: line.name,
      pricePaid: line.unitPrice,
      currency: order.currency,
      expiresAt: issue.expiresAt,
      shard: order.shard,
      stockShard: shard,
    };
  });
}

/**
 * What a payment owes to each ticket, so that the lines add up to what was paid: its price and its share of the fee, in
 * the currency's steps, since each line may have to be paid back alone.
 */
export function paymentLines(order: Pick<Order, "total" | "currency">, tickets: readonly Ticket[]) {
  const prices = tickets.map(({ pricePaid }) => pricePaid);
  const fee = order.total - prices.reduce((sum, price) => sum + price, 0);
  const shares = allocate(fee, prices, currencies[order.currency].step);
  return tickets.map(({ ticketId, pricePaid }, at) => ({ ticketId, amount: pricePaid + (shares[at] ?? 0) }));
}

/** Whether a ticket keeps its place taken: until it is cancelled or refunded, and for good once its holder came in. */
export const keepsPlace = ({ status, admission }: Pick<Ticket, "status" | "admission">) =>
  admission !== undefined || (status !== "cancelled" && status !== "refunded");

/** What becomes of a ticket that is given back: one that cost nothing is cancelled, the others are refunded. */
export const givenBack = ({ pricePaid }: Pick<Ticket, "pricePaid">) =>
  pricePaid === 0 ? ("cancelled" as const) : ("refunded" as const);
