import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "#domain/fault.ts";
import {
  applyingSteps,
  gained,
  openChange,
  returningSteps,
  type SaleChange,
  type ShardStep,
  takingSteps,
} from "#domain/sale-change.ts";
import { openingStock, type Stock } from "#domain/stock.ts";
import { stockChange } from "#domain/stock-change.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
const now = new Date("2027-01-01T00:00:00.000Z");
const event = { ...anEvent({ maxCapacity: 300, stockShards: 3, status: "published" }), version: 7 };
const [first, second] = [aTicketType(1, { quantityAvailable: 200 }), aTicketType(2, { quantityAvailable: 150 })];
const before = { event, ticketTypes: [first, second] };
const id = first.ticketTypeId;

/** One write, with its guards: nothing if one does not hold. */
function written(stock: readonly Stock[], step: ShardStep): Stock[] | undefined {
  const item = stock[step.shard];
  if (!item || item.change?.changeId !== step.was?.changeId || item.change?.step !== step.was?.step) return undefined;
  const types = { ...item.types };
  for (const { ticketTypeId, more, terms, opening, isUntaken } of step.types) {
    const type = opening ?? types[ticketTypeId];
    if (!type || (isUntaken && type.taken > 0)) return undefined;
    types[ticketTypeId] = opening ?? { ...type, ...terms, left: type.left + more };
    if ((types[ticketTypeId]?.left ?? 0) < 0) return undefined;
  }
  if (item.left + step.places < 0) return undefined;
  return stock.with(step.shard, { ...item, left: item.left + step.places, types, change: step.record });
}

/** Sells of the first type out of one shard, or takes back. */
function sold(stock: readonly Stock[], shard: number, quantity: number): readonly Stock[] {
  const item = stock[shard];
  const type = item?.types[id];
  if (!item || !type?.onSale) return stock;
  const n = Math.max(-type.taken, Math.min(quantity, item.left, type.left));
  const types = { ...item.types, [id]: { ...type, left: type.left - n, taken: type.taken + n } };
  return stock.with(shard, { ...item, left: item.left - n, taken: item.taken + n, types });
}

const wish = fc.record({
  maxCapacity: fc.integer({ min: 1, max: 600 }),
  quantityAvailable: fc.integer({ min: 1, max: 600 }),
  price: fc.constantFrom(first.price, 900),
});
/** What happens between the steps: sales and returns, how many steps of a round get written, and by whom. */
const happenings = fc.array(
  fc.record({
    shard: fc.integer({ min: 0, max: 2 }),
    quantity: fc.integer({ min: -60, max: 120 }),
    written: fc.integer({ min: 0, max: 3 }),
    repeats: fc.boolean(),
  }),
  { minLength: 30, maxLength: 30 },
);

describe("a change of what is on sale, shard by shard", () => {
  const total = (stock: readonly Stock[]) => sum(stock.map(({ left, taken }) => left + taken));
  const ofType = (stock: readonly Stock[]) =>
    sum(stock.map(({ types }) => (types[id] ? types[id].left + types[id].taken : 0)));

  it("is done wholly or not at all, whatever is sold meanwhile and whoever stops and goes on", () => {
    fc.assert(
      fc.property(wish, happenings, fc.boolean(), ({ maxCapacity, ...type }, happenings, givesUp) => {
        const after = { event: { ...event, maxCapacity }, ticketTypes: [{ ...first, ...type }, second] };
        const asked = stockChange(before, after);
        if (!asked) return;
        let stock: readonly Stock[] = openingStock(event, [first, second]);
        let change: SaleChange = openChange(asked, event, stock, now);
        /** Runs one stage to its end: rounds of which some writes are lost, others done twice. */
        const run = (steps: (stock: readonly Stock[]) => readonly ShardStep[]) => {
          for (let round = 0; ; round++) {
            const next = steps(stock);
            if (next.length === 0) return true;
            const now = happenings[round];
            if (!now && round > 60) return false;
            if (now) stock = sold(stock, now.shard, now.quantity);
            for (const step of next.slice(0, now?.written)) {
              stock = written(stock, step) ?? stock;
              if (now?.repeats) expect(written(stock, step)).toBeUndefined();
              const isApplying = change.state === "applying";
              const base = event.maxCapacity + (isApplying ? 0 : 0);
              expect(total(stock)).toBe(base + gained(change, stock));
              expect(ofType(stock)).toBe(first.quantityAvailable + gained(change, stock, id));
            }
          }
        };
        let refused: unknown;
        if (change.state === "taking") {
          try {
            expect(run((stock) => takingSteps(change, stock))).toBe(true);
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
            refused = error;
          }
        }
        const isBack = change.state === "taking" && (givesUp || refused !== undefined);
        change = { ...change, state: isBack ? "returning" : "applying" };
        expect(run((stock) => (isBack ? returningSteps : applyingSteps)(change, stock))).toBe(true);
        expect(total(stock)).toBe(isBack ? event.maxCapacity : maxCapacity);
        expect(ofType(stock)).toBe(isBack ? first.quantityAvailable : type.quantityAvailable);
        const prices = new Set(stock.map(({ types }) => types[id]?.price));
        expect([...prices]).toEqual([isBack ? first.price : type.price]);
        expect(stock.every(({ left, types }) => left >= 0 && (types[id]?.left ?? 0) >= 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("says how far it could go", () => {
    const stock = sold(sold(openingStock(event, [first, second]), 0, 60), 1, 60);
    const asked = stockChange(before, { event, ticketTypes: [{ ...first, quantityAvailable: 79 }, second] });
    if (!asked) throw new Error("no change");
    const change = openChange(asked, event, stock, now);
    expect(() => takingSteps(change, stock)).toThrow(`At most ${200 - 120} of ${first.name} can be taken away now.`);
  });

  it("takes nothing late: whoever took and was given up finds every stock item told so", () => {
    const asked = stockChange(before, { event: { ...event, maxCapacity: 30 }, ticketTypes: [first, second] });
    if (!asked) throw new Error("no change");
    let stock: readonly Stock[] = openingStock(event, [first, second]);
    const change = openChange(asked, event, stock, now);
    const late = takingSteps(change, stock);
    for (const step of returningSteps(change, stock)) stock = written(stock, step) ?? stock;
    expect(late.map((step) => written(stock, step))).toEqual([undefined, undefined, undefined]);
    expect(returningSteps(change, stock)).toEqual([]);
    expect(takingSteps({ ...change, changeId: 8 }, stock)).toHaveLength(3);
  });

  it("opens a new type on every shard, in even parts", () => {
    const stock = openingStock(event, [first, second]);
    const late = aTicketType(3, { quantityAvailable: 100 });
    const asked = stockChange(before, { event, ticketTypes: [first, second, late] });
    if (!asked) throw new Error("no change");
    const opened = applyingSteps(openChange(asked, event, stock, now), stock).map(({ types }) => types[0]?.opening);
    expect(opened.map((type) => type?.left)).toEqual([34, 33, 33]);
    expect(opened[1]).toMatchObject({ taken: 0, price: late.price, onSale: true, saleUntil: event.endDate });
  });
});
