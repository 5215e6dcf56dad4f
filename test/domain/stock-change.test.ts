import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "#domain/fault.ts";
import { openingStock, type Stock, share } from "#domain/stock.ts";
import { apportion, perShard, type ShardChange, stockChange } from "#domain/stock-change.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
const figure = fc.integer({ min: 0, max: 1_000_000 });
const weights = fc.array(figure, { minLength: 1, maxLength: 64 });

describe("parts of a whole", () => {
  it("by share differ by one at most and add up", () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: 1, max: 64 }), (total, shards) => {
        const parts = Array.from({ length: shards }, (_, shard) => share(total, shards, shard));
        expect(sum(parts)).toBe(total);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("by weight add up, and none is above its weight while the whole is not", () => {
    fc.assert(
      fc.property(weights, figure, (weights, total) => {
        const parts = apportion(total, weights);
        expect(sum(parts)).toBe(total);
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        if (total <= sum(weights)) expect(parts.every((part, index) => part <= (weights[index] ?? 0))).toBe(true);
      }),
    );
  });
});

describe("a change of what is on sale", () => {
  const event = anEvent({ maxCapacity: 3000, stockShards: 3 });
  const types = [aTicketType(1, { quantityAvailable: 2000 }), aTicketType(2, { quantityAvailable: 1500 })];
  const before = { event, ticketTypes: types };

  it("asks nothing of the stock if only words change", () => {
    const renamed = types.map((type) => ({ ...type, name: "Other", isHidden: true, description: "New" }));
    expect(stockChange(before, { event: { ...event, title: "Other" }, ticketTypes: renamed })).toBeUndefined();
  });

  it("names the terms that differ, and no others", () => {
    const [first, second] = types;
    if (!first || !second) throw new Error("two types");
    const cheaper = stockChange(before, { event, ticketTypes: [{ ...first, price: 5 }, second] });
    expect(cheaper?.types).toMatchObject([{ ticketTypeId: first.ticketTypeId, more: 0, terms: { price: 5 } }]);
    expect(Object.keys(cheaper?.types[0]?.terms ?? {})).toEqual(["price"]);
    const endDate = "2027-02-02T22:00:00.000Z";
    const longer = stockChange(before, { event: { ...event, endDate }, ticketTypes: types });
    expect(longer?.types.map(({ terms }) => terms)).toEqual([{ saleUntil: endDate }, { saleUntil: endDate }]);
  });

  /** Stock from which so many of the first type were sold in each shard. */
  const soldFrom = (sold: readonly number[]): Stock[] =>
    openingStock(event, types).map((stock, shard) => {
      const id = types[0]?.ticketTypeId ?? "";
      const type = stock.types[id];
      const taken = Math.min(sold[shard] ?? 0, stock.left, type?.left ?? 0);
      if (!type) throw new Error("no such type");
      const after = { ...type, left: type.left - taken, taken };
      return { ...stock, left: stock.left - taken, taken, types: { ...stock.types, [id]: after } };
    });

  const applied = (stocks: readonly Stock[], changes: readonly ShardChange[]) =>
    stocks.map((stock, shard) => ({
      places: stock.left + (changes[shard]?.places ?? 0),
      type: (stock.types[types[0]?.ticketTypeId ?? ""]?.left ?? 0) + (changes[shard]?.types[0]?.more ?? 0),
    }));

  it("keeps left + taken = quantity and nothing below zero, or says that more is in use", () => {
    const sales = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 3 });
    const wanted = fc.integer({ min: 1, max: 6000 });
    fc.assert(
      fc.property(sales, wanted, wanted, (sales, maxCapacity, quantityAvailable) => {
        const stocks = soldFrom(sales);
        const taken = sum(stocks.map((stock) => stock.taken));
        const [first, second] = types;
        if (!first || !second) throw new Error("two types");
        const after = { event: { ...event, maxCapacity }, ticketTypes: [{ ...first, quantityAvailable }, second] };
        const change = stockChange(before, after);
        if (!change) return;
        if (maxCapacity < taken || quantityAvailable < taken) {
          expect(() => perShard(change, stocks)).toThrow(Fault);
          return;
        }
        const left = applied(stocks, perShard(change, stocks));
        expect(sum(left.map(({ places }) => places)) + taken).toBe(maxCapacity);
        if (quantityAvailable !== 2000) expect(sum(left.map(({ type }) => type)) + taken).toBe(quantityAvailable);
        expect(left.every(({ places, type }) => places >= 0 && type >= 0)).toBe(true);
      }),
    );
  });

  it("opens a new type where places are left", () => {
    const stocks = soldFrom([667, 0, 0]).map((stock) => (stock.shard === 0 ? { ...stock, left: 0 } : stock));
    const late = aTicketType(3, { quantityAvailable: 100 });
    const change = stockChange(before, { event, ticketTypes: [...types, late] });
    const opened = perShard(change ?? { places: 0, types: [] }, stocks).map(({ types }) => types[0]?.opening);
    expect(opened.map((type) => type?.left)).toEqual([0, 50, 50]);
    expect(opened[1]).toMatchObject({ taken: 0, price: late.price, onSale: true, saleUntil: event.endDate });
  });
});
