import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archiveEvent, loadOver } from "#data/archive-event.ts";
import { archiveOrders, ordersOf } from "#data/archive-orders.ts";
import type { LoadedOrder } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { table } from "#data/table.ts";
import { giveBack, hold, pay } from "#test/infra/ops/buying.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { checked } from "#test/infra/ops/checked.ts";
import { aHand, TableName } from "#test/infra/ops/hand.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow, follow, saleOf } from "#test/infra/ops/shows.ts";
import { endedIn } from "#test/support/ended.ts";
import { archiveName, memoryTables } from "#test/support/memory-table.ts";

const now = at(100);
let hand: ReturnType<typeof aHand>;
let buyer: { readonly userId: string };
let organizerId: string;
let owner: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTables();
  hand = aHand();
  const [mona, sami] = [await aPerson("mona"), await aPerson("sami")];
  [owner, buyer] = [mona.userId, await aPerson("nour")];
  ({ organizerId } = await anOrganizer(mona, sami));
}, 60_000);
afterAll(() => stop());

const violations = async () => (await checked({ client: hand.client, archive: archiveName })).found;
const idsOf = (sold: readonly LoadedOrder[]) => sold.map(({ orderId }) => orderId);
const left = async (orderIds: readonly string[]) => {
  const { data } = await orders.get(orderIds.map((orderId) => ({ orderId }))).go({ consistent: true });
  return data.map(({ orderId }) => orderId);
};
async function sells(name: string, places: number, count: number) {
  const sale = await aShow(name, organizerId, places, [2500], owner);
  const sold: LoadedOrder[] = [];
  for (let number = 0; number < count; number++)
    sold.push(await pay(await hold(buyer, sale, `${name} ${number}`, [2])));
  return { sale, sold };
}

it("all that was sold of a great show is moved order by order, whatever was paid back of it", {
  timeout: 60_000,
}, async () => {
  const { sale, sold } = await sells("great show", 64_000, 14);
  const { eventId } = sale.event;
  const [whole, part] = sold as [LoadedOrder, LoadedOrder];
  expect(await giveBack(whole, "requested", undefined)).toMatchObject({ status: "refunded" });
  expect(await giveBack(part, "requested", 1)).toMatchObject({ status: "partially_refunded" });
  await endedIn(
    { client: hand.client, TableName },
    { eventId, organizerId },
    { daysAgo: 181, status: "completed", at: now },
  );
  await follow(await saleOf(eventId));
  expect([...new Set(sold.map(({ shard }) => shard))].toSorted()).toEqual([0, 1, 2, 3]);
  const over = await loadOver(eventId, now);
  if (!over) throw new Error("It is not over");

  expect((await ordersOf(over.event, 100)).toSorted()).toEqual(idsOf(sold).toSorted());
  const some = await ordersOf(over.event, 11);
  expect(some).toHaveLength(11);
  await archiveOrders(some, now);
  expect(await violations()).toEqual([]);
  const others = await ordersOf(over.event, 11);
  expect([...some, ...others].toSorted()).toEqual(idsOf(sold).toSorted());
  await archiveOrders(others, now);
  expect(await left(idsOf(sold))).toEqual([]);
  expect(await archiveEvent(over, changeAt(100))).toBe(true);
  expect(await violations()).toEqual([]);
});

describe("two runs of the archive at once", { timeout: 60_000 }, () => {
  /**
   * A run that another overtakes: when it has read the orders, and nothing yet of what belongs to them, the other moves
   * them. Unless it reads `again`, it takes the orders to be as it read them first.
   */
  async function overtaken(orderIds: readonly string[], { again = true } = {}): Promise<void> {
    const first: { asked?: string; answer?: unknown } = {};
    table.client.middlewareStack.add(
      (next) => async (args) => {
        const asked = JSON.stringify(args.input);
        if (first.asked !== undefined) return again || asked !== first.asked ? next(args) : (first.answer as never);
        first.asked = asked;
        const answer = await next(args);
        first.answer = answer;
        await archiveOrders(orderIds, now);
        return answer;
      },
      { step: "initialize", name: "overtaken" },
    );
    try {
      await archiveOrders(orderIds, now);
    } finally {
      table.client.middlewareStack.remove("overtaken");
    }
  }

  it("take nothing for lost that the other has moved; if they did not look again, they would (the control)", async () => {
    const { sold } = await sells("raced for", 50, 3);
    await overtaken(idsOf(sold));
    expect(await left(idsOf(sold))).toEqual([]);
    const unlucky = idsOf((await sells("control", 50, 3)).sold);
    await expect(overtaken(unlucky, { again: false })).rejects.toThrow("lack their payment or a ticket");
    expect(await left(unlucky)).toEqual([]);
  });

  it("say of an order what it lacks, and move all others", async () => {
    const { sold } = await sells("damaged", 50, 3);
    const [damaged] = sold as [LoadedOrder];
    await hand.removes("payment", { paymentId: damaged.paymentId ?? "" });
    await expect(archiveOrders(idsOf(sold), now)).rejects.toThrow(
      `Orders lack their payment or a ticket: ${damaged.orderId}`,
    );
    expect(await left(idsOf(sold))).toEqual([damaged.orderId]);
    await hand.putsBack();
    await archiveOrders(idsOf(sold), now);
    expect(await left(idsOf(sold))).toEqual([]);
  });
});
