import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterwards, type Gathered, gather, hasEnough } from "#domain/gather.ts";
import type { Stock, Wanted } from "#domain/stock.ts";

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

const few = fc.integer({ min: 0, max: 5 });
const shards = fc
  .array(fc.tuple(few, fc.tuple(few, few, few)), { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map(([left, byType], shard) => stockOf(shard, left, byType)));
const wanted = fc
  .uniqueArray(fc.record({ ticketTypeId: fc.constantFrom(...types), quantity: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ ticketTypeId }) => ticketTypeId,
  })
  .map((lines) => lines.map((line): Wanted => ({ ...line, unitPrice: 100 })));

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
const leftOf = (stock: readonly Stock[], type: string) => sum(stock.map(({ types }) => types[type]?.left ?? 0));

describe("gathering an order's tickets in one stock item", () => {
  it("serves an order exactly if all shards together have what it wants", () => {
    fc.assert(
      fc.property(shards, wanted, few, few, (stock, lines, home, from) => {
        const total = sum(lines.map(({ quantity }) => quantity));
        const isThere =
          sum(stock.map(({ left }) => left)) >= total &&
          lines.every(({ ticketTypeId, quantity }) => leftOf(stock, ticketTypeId) >= quantity);
        expect(hasEnough(stock, lines)).toBe(isThere);
        expect(gather(stock, lines, home, from) !== undefined).toBe(isThere);
      }),
      { numRuns: 2000 },
    );
  });

  it("loses and makes nothing: what moves arrives, what is sold is counted once, nothing falls below zero", () => {
    fc.assert(
      fc.property(shards, wanted, few, few, (stock, lines, home, from) => {
        const found = gather(stock, lines, home, from);
        if (!found) return;
        const after = afterwards(stock, found);
        const total = sum(lines.map(({ quantity }) => quantity));
        expect(sum(after.map(({ taken }) => taken))).toBe(total);
        expect(sum(after.map(({ left }) => left))).toBe(sum(stock.map(({ left }) => left)) - total);
        for (const type of types) {
          const sold = lines.find(({ ticketTypeId }) => ticketTypeId === type)?.quantity ?? 0;
          expect(leftOf(after, type)).toBe(leftOf(stock, type) - sold);
          expect(sum(after.map(({ types }) => types[type]?.taken ?? 0))).toBe(sold);
        }
        expect(after.every(({ left, types }) => left >= 0 && Object.values(types).every(({ left }) => left >= 0))).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("sells every place to buyers of any size, whoever returns one in between", () => {
    const orders = fc.array(fc.tuple(wanted, few, few), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(shards, orders, (opening, orders) => {
        let stock: readonly Stock[] = opening;
        const held: Gathered["draws"][] = [];
        for (const [at, [lines, home, from]] of orders.entries()) {
          const found = gather(stock, lines, home, from);
          if (found) held.push(found.draws);
          else expect(hasEnough(stock, lines)).toBe(false);
          if (found) stock = afterwards(stock, found);
          const back = at % 3 === 2 ? held.shift() : undefined;
          if (back) {
            const negative = back.map((draw) => ({ ...draw, quantity: -draw.quantity }));
            stock = afterwards(stock, { draws: negative, moves: [] });
          }
        }
        const taken = sum(held.flat().map(({ quantity }) => quantity));
        expect(sum(stock.map(({ left, taken }) => left + taken))).toBe(sum(opening.map(({ left }) => left)));
        expect(sum(stock.map((each) => each.taken))).toBe(taken);
      }),
      { numRuns: 300 },
    );
  });

  it("asks one shard for half of what it has, so that the next buyers find their home filled", () => {
    const stock = [stockOf(0, 0, [0]), stockOf(1, 40, [30]), stockOf(2, 40, [30])];
    const one = [{ ticketTypeId: "a", quantity: 1, unitPrice: 100 }];
    expect(gather(stock, one, 0, 2)).toEqual({
      draws: [{ shard: 0, ticketTypeId: "a", quantity: 1 }],
      moves: [{ shard: 2, places: 20, types: { a: 15 } }],
    });
  });

  it("finds a place on one shard and a ticket on another", () => {
    const stock = [stockOf(0, 0, [0]), stockOf(1, 3, [0]), stockOf(2, 0, [3])];
    const found = gather(stock, [{ ticketTypeId: "a", quantity: 3, unitPrice: 100 }], 0, 0);
    expect(found?.moves.map(({ shard }) => shard).toSorted()).toEqual([1, 2]);
  });
});
