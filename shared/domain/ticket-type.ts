import * as z from "zod";
import type { Event } from "#domain/event.ts";
import { badField } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { amount, type CurrencyCode, currencies, feeOn, uncharged } from "#domain/money.ts";
import { line, prose } from "#domain/text.ts";
import { moment } from "#domain/time.ts";

/** More would not fit the publishing transaction and an event page of one query. */
export const maxTicketTypes = 20;

/** With those that are deleted: they stay with their event, so that they can be restored. */
export const maxStoredTicketTypes = 2 * maxTicketTypes;

/** At most this many tickets in one order, so that its confirmation is one transaction. */
export const maxTicketsPerOrder = 10;

/** What a limit per person can be. */
const mostPerPerson = 1000;

export const TicketType = z.object({
  ticketTypeId: id,
  eventId: id,
  name: line(1, 100),
  description: prose(2000).optional(),
  price: amount,
  quantityAvailable: z.int().min(1).max(1_000_000),
  /** Not sold before this moment; from publishing on if absent. */
  saleFrom: moment.optional(),
  /** Not sold from this moment on; until the event ends if absent. */
  saleUntil: moment.optional(),
  minPerOrder: z.int().min(1).max(maxTicketsPerOrder),
  maxPerOrder: z.int().min(1).max(maxTicketsPerOrder),
  /** Over all orders of one person, of those placed while it is set; as many as they like if absent. */
  maxPerPerson: z.int().min(1).max(mostPerPerson).optional(),
  isHidden: z.boolean(),
  isTransferable: z.boolean(),
  refundableUntil: moment.optional(),
  /** Whether it is offered: false while its sale is paused, and once it is deleted. */
  isActive: z.boolean(),
  deletedAt: z.string().optional(),
});
export type TicketType = z.infer<typeof TicketType>;

/** What organizers say of a ticket type. */
export const TicketTypeForm = TicketType.omit({ ticketTypeId: true, eventId: true, isActive: true, deletedAt: true });

/** Of the types stored with an event, those that are not deleted. */
export const isKept = ({ deletedAt }: Pick<TicketType, "deletedAt">) => deletedAt === undefined;

/** When a type is sold: its own window, cut off when the event ends. */
export function saleWindow(type: TicketType, event: Pick<Event, "endDate">) {
  const until = type.saleUntil && type.saleUntil < event.endDate ? type.saleUntil : event.endDate;
  return { from: type.saleFrom ?? "1970-01-01T00:00:00.000Z", until };
}

/** The rules that bind several fields; throws the field that breaks one. */
export function checkTicketType(type: TicketType, currency: CurrencyCode): TicketType {
  if (type.saleFrom && type.saleUntil && type.saleUntil <= type.saleFrom) {
    throw badField("saleUntil", "before_sale_from", "must be after saleFrom");
  }
  if (type.maxPerOrder < type.minPerOrder) {
    throw badField("maxPerOrder", "below_min_per_order", "must be at least minPerOrder");
  }
  if (type.maxPerPerson !== undefined && type.maxPerPerson < type.minPerOrder) {
    throw badField("maxPerPerson", "below_min_per_order", "must be at least minPerOrder");
  }
  const wrong = priceProblem(type, currency);
  if (wrong) throw badField("price", wrong.code, wrong.message);
  return type;
}

/** Why the smallest order of a type can never be charged in a currency, or nothing. */
export function priceProblem(type: Pick<TicketType, "price" | "minPerOrder">, currency: CurrencyCode) {
  const { step, minimum, orderMaximum } = currencies[currency];
  if (type.price % step !== 0) return { code: "off_step", message: `must be a multiple of ${step} in ${currency}` };
  const subtotal = type.price * type.minPerOrder;
  const code = uncharged(subtotal + feeOn(subtotal, currency), currency);
  if (!code) return undefined;
  const reach = `${minimum} to ${orderMaximum} minor units of ${currency}`;
  return { code, message: `can never be charged: with the fee, the smallest order must cost 0 or ${reach}` };
}

/** The lowest price among the types on offer; nothing if there are none. */
export function lowestPrice(types: readonly TicketType[]): number | undefined {
  const prices = types.filter((type) => type.isActive && !type.isHidden).map((type) => type.price);
  return prices.length === 0 ? undefined : Math.min(...prices);
}
