import * as z from "zod";
import { Fault } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import type { Order } from "#domain/order.ts";
import type { OrderLine } from "#domain/quote.ts";

/** Tickets by type. */
const Counts = z.record(z.string(), z.int().min(1));

/**
 * What one person holds or has of an event's ticket types, by order: of those lines only that were sold under a limit per
 * person. By order, so that to count one twice, or to take it out twice, changes nothing.
 */
export const PersonLimit = z.object({ eventId: id, userId: id, orders: z.record(z.string(), Counts) });
export type PersonLimit = z.infer<typeof PersonLimit>;
type Orders = PersonLimit["orders"];

/** The lines that count: those sold under a limit, whatever has become of it since. */
export const limitedOf = (lines: readonly OrderLine[]) =>
  lines.filter(({ maxPerPerson }) => maxPerPerson !== undefined);

/** The orders with this one; throws `limit_exceeded` for the first of its lines that is too many. */
export function countedIn(orders: Orders, { orderId, lines }: Pick<Order, "orderId" | "lines">): Orders {
  const others = Object.entries(orders).flatMap(([id, counts]) => (id === orderId ? [] : [counts]));
  for (const { ticketTypeId, name, quantity, maxPerPerson = 0 } of limitedOf(lines)) {
    const had = others.reduce((sum, counts) => sum + (counts[ticketTypeId] ?? 0), 0);
    if (had + quantity <= maxPerPerson) continue;
    throw new Fault("limit_exceeded", `At most ${maxPerPerson} × ${name} per person; you have or hold ${had}.`);
  }
  const counts = limitedOf(lines).map(({ ticketTypeId, quantity }) => [ticketTypeId, quantity]);
  return { ...orders, [orderId]: Object.fromEntries(counts) };
}

/** The orders without this one. */
export function countedOut({ ...orders }: Orders, orderId: string): Orders {
  delete orders[orderId];
  return orders;
}

/** The orders without so many tickets of this one. */
export function reducedBy(
  orders: Orders,
  orderId: string,
  parts: readonly { readonly ticketTypeId: string; readonly quantity: number }[],
): Orders {
  const left = new Map(Object.entries(orders[orderId] ?? {}));
  for (const { ticketTypeId, quantity } of parts) left.set(ticketTypeId, (left.get(ticketTypeId) ?? 0) - quantity);
  const counts = Object.fromEntries([...left].filter(([, count]) => count > 0));
  const others = countedOut(orders, orderId);
  return Object.keys(counts).length === 0 ? others : { ...others, [orderId]: counts };
}
