import { afterAll, beforeAll, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { table } from "#data/table.ts";
import { holdBucketOf, openOrder } from "#domain/order.ts";
import { minutes, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { putItems } from "#test/support/put-items.ts";

const sweep = await import("#events/holds/sweep-holds.lambda.ts");

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

const buckets = Array.from({ length: 16 }, (_, holdBucket) => holdBucket);
/** How many holds each partition has. */
const held = () =>
  Promise.all(
    buckets.map(async (holdBucket) => (await orders.query.holds({ holdBucket }).go({ pages: "all" })).data.length),
  );

/** Holds that ended long ago, so many in each partition. They are of nothing that costs: nobody asks Stripe. */
async function forgotten(counts: readonly number[]): Promise<void> {
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  const sale = await aShow("show", organizerId, 500, [0], mona.userId);
  const [{ ticketTypeId }] = sale.ticketTypes as [(typeof sale.ticketTypes)[number]];
  const checkout = { eventId: sale.event.eventId, lines: [{ ticketTypeId, quantity: 1 }] };
  const missing = [...counts];
  const items: object[] = [];
  for (let number = 0; missing.some((count) => count > 0); number++) {
    const order = openOrder(sale, checkout, { ...nour, idempotencyKey: `hold ${number}`, now: at(10) });
    const holdBucket = holdBucketOf(order);
    if ((missing[holdBucket] ?? 0) === 0) continue;
    missing[holdBucket] = (missing[holdBucket] ?? 0) - 1;
    const holdUntil = shifted("2026-01-01T00:00:00.000Z", minutes(number));
    const stored = { ...order, holdUntil, holdBucket, ...created(changeAt(10)) };
    items.push(orders.create(stored).params<{ Item: object }>().Item);
  }
  await putItems(table.client, table.table, items as Record<string, unknown>[]);
}

it("a sweep releases every hold that is long past its time, of each partition at most a hundred", {
  timeout: 60_000,
}, async () => {
  const counts = buckets.map((bucket) => (bucket === 5 ? 101 : 2));
  await forgotten(counts);
  expect(await held()).toEqual(counts);
  await sweep.handler();
  expect(await held()).toEqual(buckets.map((bucket) => (bucket === 5 ? 1 : 0)));
  await sweep.handler();
  expect(await held()).toEqual(buckets.map(() => 0));
});
