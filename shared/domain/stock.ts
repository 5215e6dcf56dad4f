import * as z from "zod";
import type { Event } from "#domain/event.ts";
import { id } from "#domain/ids.ts";
import { saleWindow, type TicketType } from "#domain/ticket-type.ts";

/** What one shard still has of one ticket type, and everything a sale depends on. */
export const TypeStock = z.object({
  left: z.int().min(0),
  taken: z.int().min(0),
  price: z.int().min(0),
  saleFrom: z.string(),
  saleUntil: z.string(),
  onSale: z.boolean(),
});
export type TypeStock = z.infer<typeof TypeStock>;

/** What the latest change of what is on sale has done to a stock item: it says which step comes next, once. */
const ShardRecord = z.object({
  changeId: z.int(),
  step: z.int(),
  places: z.int(),
  types: z.record(z.string(), z.int()),
  isOver: z.boolean(),
});
export type ShardRecord = z.infer<typeof ShardRecord>;

/**
 * One shard of an event's places: the only item its buyers contend for. `left` and `taken` count the event's places
 * here; `types` the same per ticket type, which may together offer more than the event has. `live` is false while the
 * event does not sell.
 */
export const Stock = z.object({
  eventId: id,
  shard: z.int().min(0),
  live: z.boolean(),
  left: z.int().min(0),
  taken: z.int().min(0),
  types: z.record(z.string(), TypeStock),
  change: ShardRecord.optional(),
});
export type Stock = z.infer<typeof Stock>;

/** `total` places over `shards` items: floor(total / shards) each, the first `total mod shards` one more. */
export const share = (total: number, shards: number, shard: number) =>
  Math.floor(total / shards) + (shard < total % shards ? 1 : 0);

/** The stock items of an event that starts to sell: all of its places, nothing taken. */
export function openingStock(event: Event, types: readonly TicketType[]): Stock[] {
  return Array.from({ length: event.stockShards }, (_, shard) => ({
    eventId: event.eventId,
    shard,
    live: true,
    left: share(event.maxCapacity, event.stockShards, shard),
    taken: 0,
    types: Object.fromEntries(types.map((type) => [type.ticketTypeId, typeStock(event, type, shard)])),
  }));
}

/** The opening stock of one type in one shard. */
export function typeStock(event: Event, type: TicketType, shard: number): TypeStock {
  return {
    left: share(type.quantityAvailable, event.stockShards, shard),
    taken: 0,
    ...saleTerms(event, type),
  };
}

/** The part of a type's stock that its own settings dictate. */
export function saleTerms(event: Event, type: TicketType) {
  const { from, until } = saleWindow(type, event);
  return { price: type.price, saleFrom: from, saleUntil: until, onSale: type.isActive };
}

/** So many tickets of one type out of one shard. */
export const Draw = z.object({ shard: z.int().min(0), ticketTypeId: id, quantity: z.int().min(1) });
export type Draw = z.infer<typeof Draw>;

/** What is wanted of each type, at the price that was quoted. */
export type Wanted = { readonly ticketTypeId: string; readonly quantity: number; readonly unitPrice: number };

export type StockRefusal = "sale_closed" | "price_changed" | "sold_out";

/** Why a shard, as it was, refuses a sale; nothing if it would now serve it. The order of reasons is the order told. */
export function refusalOf(stock: Stock, wanted: readonly Wanted[], now: string): StockRefusal | undefined {
  if (!stock.live) return "sale_closed";
  const lines = wanted.map((line) => ({ line, type: stock.types[line.ticketTypeId] }));
  if (lines.some(({ type }) => !type?.onSale || type.saleFrom > now || type.saleUntil <= now)) return "sale_closed";
  if (lines.some(({ line, type }) => type?.price !== line.unitPrice)) return "price_changed";
  const total = wanted.reduce((sum, line) => sum + line.quantity, 0);
  if (stock.left < total || lines.some(({ line, type }) => (type?.left ?? 0) < line.quantity)) return "sold_out";
  return undefined;
}
