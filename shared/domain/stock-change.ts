import type { Event } from "#domain/event.ts";
import { saleTerms } from "#domain/stock.ts";
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

const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

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
