import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { type Stock, saleTerms, type TypeStock } from "#domain/stock.ts";
import { isKept, type TicketType } from "#domain/ticket-type.ts";

type Sale = { readonly event: Event; readonly ticketTypes: readonly TicketType[] };
type Terms = ReturnType<typeof saleTerms>;
type TypeChange = {
  readonly ticketTypeId: string;
  readonly name: string;
  readonly more: number;
  readonly terms: Partial<Terms>;
  /** All it sells and how, for stock that does not know it yet: it is new, or was deleted when the event was published. */
  readonly whole: { readonly quantity: number; readonly terms: Terms };
  /** None of it may be sold or held: it is being deleted. */
  readonly isDeleted: boolean;
};

/** What a change of an event or its ticket types asks of its stock. */
export type StockChange = { readonly places: number; readonly types: readonly TypeChange[] };

/** How the stock of a published event must follow it; nothing if it need not: a new name sells like the old one. */
export function stockChange(before: Sale, after: Sale): StockChange | undefined {
  const places = after.event.maxCapacity - before.event.maxCapacity;
  const types = after.ticketTypes.flatMap((type): TypeChange[] => {
    const { ticketTypeId, name, quantityAvailable } = type;
    const former = before.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
    const terms = saleTerms(after.event, type);
    const whole = { quantity: quantityAvailable, terms };
    if (!former) return [{ ticketTypeId, name, more: quantityAvailable, terms, whole, isDeleted: false }];
    const more = quantityAvailable - former.quantityAvailable;
    const different = changedTerms(saleTerms(before.event, former), terms);
    const isDeleted = isKept(former) && !isKept(type);
    if (more === 0 && !isDeleted && Object.keys(different).length === 0) return [];
    return [{ ticketTypeId, name, more, terms: different, whole, isDeleted }];
  });
  return places === 0 && types.length === 0 ? undefined : { places, types };
}

const changedTerms = (before: Terms, after: Terms): Partial<Terms> => ({
  ...(after.price !== before.price && { price: after.price }),
  ...(after.saleFrom !== before.saleFrom && { saleFrom: after.saleFrom }),
  ...(after.saleUntil !== before.saleUntil && { saleUntil: after.saleUntil }),
  ...(after.onSale !== before.onSale && { onSale: after.onSale }),
});

/** The part of a change that falls to one stock item. */
export type ShardChange = {
  readonly shard: number;
  readonly places: number;
  readonly types: readonly {
    readonly ticketTypeId: string;
    readonly more: number;
    readonly terms: Partial<Terms>;
    readonly opening: TypeStock | undefined;
    readonly isDeleted: boolean;
  }[];
};

/**
 * A change spread over the stock items as they are. What is taken away comes from where most is left; what is added goes
 * where places are left, so that it can be sold. Throws `quantity_in_use` if more is sold or held than may remain, and
 * `has_orders` if anything is of what is deleted.
 */
export function perShard(change: StockChange, shards: readonly Stock[]): ShardChange[] {
  const places = spread(change.places, lefts(shards), even(shards), "places");
  const free = shards.map((stock, index) => stock.left + (places[index] ?? 0));
  const types = change.types.flatMap((type) => {
    const { ticketTypeId, name, whole } = type;
    const known = shards.flatMap((stock) => stock.types[ticketTypeId] ?? []);
    if (type.isDeleted && known.some(({ taken }) => taken > 0)) {
      throw new Fault("has_orders", `Tickets of "${name}" are sold or held: pause its sale instead.`);
    }
    const isNew = known.length === 0;
    // What was deleted before the event was published is nothing to its stock until it is restored.
    if (isNew && !whole.terms.onSale) return [];
    const left = shards.map((stock) => stock.types[ticketTypeId]?.left ?? 0);
    const each = spread(isNew ? whole.quantity : type.more, left, free, name);
    return [{ ...type, each, opening: isNew ? whole.terms : undefined }];
  });
  return shards.map(({ shard }, index) => ({
    shard,
    places: places[index] ?? 0,
    types: types.map(({ ticketTypeId, terms, opening, isDeleted, each }) => {
      const more = each[index] ?? 0;
      return { ticketTypeId, more, terms, isDeleted, opening: opening && { left: more, taken: 0, ...opening } };
    }),
  }));
}

const lefts = (shards: readonly Stock[]) => shards.map((stock) => stock.left);
const even = (shards: readonly Stock[]) => shards.map(() => 1);
const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

function spread(more: number, left: readonly number[], free: readonly number[], what: string): number[] {
  if (more >= 0) return apportion(more, free);
  const most = sumOf(left);
  if (-more > most) throw new Fault("quantity_in_use", `At most ${most} of ${what} can be taken away now.`);
  return apportion(-more, left).map((part) => -part);
}

/**
 * `total` in parts as the weights are, evenly if all are 0. The parts add up to `total`, and none is above its weight
 * unless `total` is above their sum.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = sumOf(weights);
  if (sum === 0)
    return weights.length === 0
      ? []
      : apportion(
          total,
          weights.map(() => 1),
        );
  const fraction = (weight: number) => (total * weight) % sum;
  const parts = weights.map((weight) => (total * weight - fraction(weight)) / sum);
  let rest = total - sumOf(parts);
  return parts.map((part, index) => {
    if (rest === 0 || fraction(weights[index] ?? 0) === 0) return part;
    rest -= 1;
    return part + 1;
  });
}
