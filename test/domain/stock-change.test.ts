import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { share } from "#domain/stock.ts";
import { apportion, stockChange } from "#domain/stock-change.ts";
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
});
