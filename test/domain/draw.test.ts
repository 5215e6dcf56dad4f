import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw } from "#domain/draw.ts";
import type { Draw, Stock, Wanted } from "#domain/stock.ts";

const types = ["a", "b", "c"];

const stockOf = (shard: number, left: number, byType: readonly number[]): Stock => ({
  eventId: "e",
  shard,
  live: true,
  left,
  taken: 0,
  types: Object.fromEntries(
    types.map((type, index) => [
      type,
      { left: byType[index] ?? 0, taken: 0, price: 100, saleFrom: "", saleUntil: "z", onSale: true },
    ]),
  ),
});

const few = fc.integer({ min: 0, max: 3 });
const shards = fc
  .array(fc.tuple(few, fc.tuple(few, few, few)), { minLength: 1, maxLength: 4 })
  .map((rows) => rows.map(([left, byType], shard) => stockOf(shard, left, byType)));
const wanted = fc
  .uniqueArray(fc.record({ ticketTypeId: fc.constantFrom(...types), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ ticketTypeId }) => ticketTypeId,
  })
  .map((lines) => lines.map((line): Wanted => ({ ...line, unitPrice: 100 })));

/** Tries every split there is: what `draw` must agree with. */
function canServe(stock: readonly Stock[], lines: readonly Wanted[]): boolean {
  const [line, ...rest] = lines;
  if (!line) return true;
  if (line.quantity === 0) return canServe(stock, rest);
  return stock.some((candidate, index) => {
    const type = candidate.types[line.ticketTypeId];
    if (!type || type.left === 0 || candidate.left === 0) return false;
    const after = { ...type, left: type.left - 1 };
    const taken = { ...candidate, left: candidate.left - 1, types: { ...candidate.types, [line.ticketTypeId]: after } };
    return canServe(stock.with(index, taken), [{ ...line, quantity: line.quantity - 1 }, ...rest]);
  });
}

const sum = (draws: readonly Draw[]) => draws.reduce((total, { quantity }) => total + quantity, 0);

describe("drawing an order's tickets from the shards of an event", () => {
  it("finds a way exactly if there is one", () => {
    fc.assert(
      fc.property(shards, wanted, few, (stock, lines, first) => {
        expect(draw(stock, lines, first) !== undefined).toBe(canServe(stock, lines));
      }),
      { numRuns: 2000 },
    );
  });

  it("draws what is wanted of each type and never more than a shard has", () => {
    fc.assert(
      fc.property(shards, wanted, few, (stock, lines, first) => {
        const draws = draw(stock, lines, first);
        if (!draws) return;
        for (const { ticketTypeId, quantity } of lines) {
          expect(sum(draws.filter((one) => one.ticketTypeId === ticketTypeId))).toBe(quantity);
        }
        for (const { shard, left, types } of stock) {
          const here = draws.filter((one) => one.shard === shard);
          expect(sum(here)).toBeLessThanOrEqual(left);
          for (const { ticketTypeId, quantity } of here) {
            expect(quantity).toBeLessThanOrEqual(types[ticketTypeId]?.left ?? 0);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("prefers one shard for the whole order, its own first", () => {
    const stock = [stockOf(0, 5, [5, 0, 0]), stockOf(1, 5, [5, 0, 0]), stockOf(2, 1, [1, 0, 0])];
    const lines = [{ ticketTypeId: "a", quantity: 3, unitPrice: 100 }];
    expect(draw(stock, lines, 1)).toEqual([{ shard: 1, ticketTypeId: "a", quantity: 3 }]);
    expect(draw(stock, lines, 2)).toEqual([{ shard: 0, ticketTypeId: "a", quantity: 3 }]);
  });
});
