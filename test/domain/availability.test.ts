import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latestFigures, newest, takenOf } from "#domain/availability.ts";
import { openingStock } from "#domain/stock.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const event = anEvent({ maxCapacity: 2500, stockShards: 3 });
const type = aTicketType(1);
const opened = openingStock(event, [type]);

/** A stock item as its so-many-th version left it. */
function version(shard: number, version: number) {
  const stock = opened[shard];
  const figures = stock?.types[type.ticketTypeId];
  if (!stock || !figures) throw new Error("no such shard");
  const taken = (version * 7) % 100;
  return { ...stock, version, taken, types: { [type.ticketTypeId]: { ...figures, taken } } };
}

describe("availability", () => {
  it("comes out the same, whatever is repeated, late or in another order", () => {
    const seen = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 30 })), { minLength: 1 });
    fc.assert(
      fc.property(
        seen.chain((seen) =>
          fc.tuple(fc.constant(seen), fc.shuffledSubarray([...seen, ...seen], { minLength: 2 * seen.length })),
        ),
        ([seen, again]) => {
          const stocks = (list: typeof seen) => list.map(([shard, number]) => version(shard, number));
          const once = latestFigures(undefined, stocks(seen));
          const batches = [stocks(again.slice(0, 3)), stocks(again.slice(3))].map((batch) =>
            latestFigures(undefined, batch),
          );
          const replayed = batches.reduce(newest, {});
          expect(replayed).toEqual(once);
          for (const [shard, figures] of Object.entries(once)) {
            const last = Math.max(...seen.filter(([of]) => of === Number(shard)).map(([, number]) => number));
            expect(figures.version).toBe(last);
          }
        },
      ),
    );
  });

  it("is left as it is by figures it knows", () => {
    const known = latestFigures(undefined, [version(0, 4), version(1, 2)]);
    expect(newest(known, latestFigures(undefined, [version(0, 3), version(1, 2)]))).toBe(known);
  });

  it("adds up over the shards", () => {
    const shards = latestFigures(undefined, [version(0, 1), version(1, 2), version(2, 3)]);
    const taken = takenOf({ eventId: event.eventId, shards });
    expect(taken.capacity).toBe(7 + 14 + 21);
    expect(taken.types.get(type.ticketTypeId)).toBe(42);
    expect(takenOf(undefined)).toEqual({ capacity: 0, types: new Map() });
  });
});
