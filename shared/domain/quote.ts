import * as z from "zod";
import type { Event } from "#domain/event.ts";
import { badField, Fault } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { amount, Currency, currencies, feeOn, formatMoney, uncharged } from "#domain/money.ts";
import { maxTicketsPerOrder, maxTicketTypes, saleWindow, type TicketType } from "#domain/ticket-type.ts";

export const OrderLine = z.object({
  ticketTypeId: id,
  name: z.string(),
  quantity: z.int().min(1).max(maxTicketsPerOrder),
  unitPrice: amount,
  /** Until when its buyer may give it back, as the ticket type said then; never if absent. */
  refundableUntil: z.string().optional(),
  /** The limit per person it was sold under, if there was one: what is given back is uncounted then. */
  maxPerPerson: z.int().min(1).optional(),
});

export type OrderLine = z.infer<typeof OrderLine>;

/** What an order costs, in minor units: total = subtotal − discount + fee. */
export const Price = z.object({
  currency: Currency,
  subtotal: amount,
  discount: amount,
  fee: amount,
  total: amount,
});
export type Price = z.infer<typeof Price>;

/** What a buyer asks for. */
export const Checkout = z.strictObject({
  eventId: id,
  lines: z
    .array(z.strictObject({ ticketTypeId: id, quantity: z.int().min(1).max(maxTicketsPerOrder) }))
    .min(1)
    .max(maxTicketTypes),
  /** What the buyer was shown, in minor units: it is bought for that or not at all. */
  expectedTotal: amount.optional(),
});
export type Checkout = z.infer<typeof Checkout>;

/** What a sale depends on: the event and its ticket types as they are stored now. */
export type Sale = { readonly event: Event; readonly ticketTypes: readonly TicketType[] };

/** The order's price and lines by the server's own figures, or the fault that says why it cannot be bought. */
export function quote(sale: Sale, checkout: Checkout, now: Date): Price & { lines: OrderLine[] } {
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
    const { name, price: unitPrice, refundableUntil, maxPerPerson } = type;
    if (maxPerPerson !== undefined && quantity > maxPerPerson) {
      throw new Fault("limit_exceeded", `At most ${maxPerPerson} × ${name} per person.`);
    }
    return {
      ...{ ticketTypeId, name, quantity, unitPrice },
      ...(refundableUntil && { refundableUntil }),
      ...(maxPerPerson && { maxPerPerson }),
    };
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
  if (total !== (checkout.expectedTotal ?? total)) {
    throw new Fault("price_changed", `It costs ${formatMoney(total, currency)} now: show that before it is bought.`);
  }
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
