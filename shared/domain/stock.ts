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

/**
 * Draws for everything wanted out of these shards, or nothing if they do not have it. A single shard that can serve the
 * whole order is preferred, starting at `first`; near the end one line draws from several, so no place is stranded.
 */
export function draw(shards: readonly Stock[], wanted: readonly Wanted[], first: number): Draw[] | undefined {
  const start = shards.findIndex((stock) => stock.shard >= first);
  const order = start < 0 ? shards : [...shards.slice(start), ...shards.slice(0, start)];
  const total = wanted.reduce((sum, line) => sum + line.quantity, 0);
  const whole = order.find(
    (stock) =>
      stock.left >= total && wanted.every((line) => (stock.types[line.ticketTypeId]?.left ?? 0) >= line.quantity),
  );
  if (whole) return wanted.map(({ ticketTypeId, quantity }) => ({ shard: whole.shard, ticketTypeId, quantity }));
  return drawFromSeveral(order, wanted);
}

/**
 * With several types, taking greedily could strand places (one type's only shard emptied for another), so the scarce
 * lines choose first: the fewest tickets left over all shards.
 */
function drawFromSeveral(order: readonly Stock[], wanted: readonly Wanted[]): Draw[] | undefined {
  const places = new Map(order.map((stock) => [stock.shard, stock.left]));
  const supply = (line: Wanted) =>
    order.reduce((sum, stock) => sum + Math.min(stock.left, stock.types[line.ticketTypeId]?.left ?? 0), 0);
  const draws: Draw[] = [];
  for (const line of [...wanted].sort((a, b) => supply(a) - a.quantity - (supply(b) - b.quantity))) {
    let missing = line.quantity;
    for (const stock of order) {
      const free = Math.min(places.get(stock.shard) ?? 0, stock.types[line.ticketTypeId]?.left ?? 0);
      const quantity = Math.min(free, missing);
      if (quantity === 0) continue;
      draws.push({ shard: stock.shard, ticketTypeId: line.ticketTypeId, quantity });
      places.set(stock.shard, (places.get(stock.shard) ?? 0) - quantity);
      missing -= quantity;
    }
    if (missing > 0) return undefined;
  }
  return draws;
}

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
