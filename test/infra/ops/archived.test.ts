import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { archiveEvent, loadOver } from "#data/archive-event.ts";
import { archiveOrders, ordersOf } from "#data/archive-orders.ts";
import { archive, at as home } from "#data/home.ts";
import { loadOrder, loadPayment } from "#data/load-order.ts";
import { type Move, moveItems } from "#data/move-items.ts";
import { payment as payments } from "#data/payment.ts";
import { type Key, type Raw, readRaw } from "#data/read-raw.ts";
import { movePayment } from "#data/record-payment.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import type { Payment } from "#domain/payment.ts";
import { changed } from "#domain/trail.ts";
import { type Kind, keyOf, type Stored } from "#infra/ops/check-table/stored.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { checked as check } from "#test/infra/ops/checked.ts";
import { aHand, TableName } from "#test/infra/ops/hand.ts";
import { fillHealthy } from "#test/infra/ops/healthy-table.ts";
import { categorize, follow } from "#test/infra/ops/shows.ts";
import { endedIn } from "#test/support/ended.ts";
import { archiveName, memoryTables } from "#test/support/memory-table.ts";

afterAll(await memoryTables());
const healthy = await fillHealthy();
const { client } = aHand();
const { free: show, orders } = healthy;
const { eventId, organizerId } = show.event;
const now = at(100);

/** All that the check finds over both tables. */
const checked = async (options: object = {}) => (await check({ client, archive: archiveName, ...options })).found;

const aboutStock = (found: readonly string[]) => found.filter((sentence) => sentence.includes("stock"));

/** Does something while a ticket of the archived order is refunded, which gives no place back. */
async function refundedWhile(work: () => Promise<void>): Promise<void> {
  const payment = await loadPayment((await loadOrder(orders.gift.orderId))?.paymentId ?? "");
  const [ticket] = payment ? await ticketsOf(payment) : [];
  if (!ticket) throw new Error("The order has no ticket");
  const { version } = ticket;
  const refunded = { ...ticket, status: "refunded" as const, ...changed(ticket, changeAt(101)) };
  await tickets
    .put(refunded)
    .where((item, op) => op.eq(item.version, version))
    .go(home(ticket));
  await work();
  await tickets.put({ ...ticket, ...changed(refunded, changeAt(101)) }).go(home(ticket));
}

describe("an event on its way to the archive", { timeout: 60_000 }, () => {
  it("violates nothing, whichever part of it has moved", async () => {
    await categorize(eventId, ["music"]);
    await endedIn({ client, TableName }, { eventId, organizerId }, { daysAgo: 181, status: "completed", at: now });
    await follow(show);
    expect(await checked()).toEqual([]);
    expect(await ordersOf(show.event, 100)).toEqual([orders.gift.orderId]);
    await archiveOrders([orders.gift.orderId], now);
    expect(await ordersOf(show.event, 100)).toEqual([]);
    expect(await checked()).toEqual([]);
    // Its stock has not moved yet, and still counts what was sold.
    await refundedWhile(async () => expect(aboutStock(await checked())).toEqual([]));
    const over = await loadOver(eventId, now);
    expect(over && (await archiveEvent(over, changeAt(100)))).toBe(true);
    expect(await loadOver(eventId, now)).toBeUndefined();
    const { pk } = keyOf("event", { eventId });
    const { Items } = await client.send(
      new QueryCommand({
        TableName: archiveName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
      }),
    );
    expect(Items?.map(({ __edb_e__ }) => __edb_e__).toSorted()).toEqual([
      ...["availability", "event", "eventCategory", "ticketType"],
    ]);
    expect(await checked()).toEqual([]);
    expect(await checked({ limit: 3, segments: 2 })).toEqual([]);
  });

  it("may be moved again by who began before: nothing is there to move", async () => {
    await archiveOrders([orders.gift.orderId], now);
    expect(await checked()).toEqual([]);
  });

  it("loses no place by a refund there, which gives none back", async () => {
    await refundedWhile(async () => expect(aboutStock(await checked())).toEqual([]));
    expect(await checked()).toEqual([]);
  });
});

describe("damage to the archive", { timeout: 60_000 }, () => {
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  const read = async (table: string, { pk, sk }: Key) =>
    (await client.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }))).Item as Raw;
  const put = (table: string, Item: object) => client.send(new PutCommand({ TableName: table, Item }));
  const remove = ({ pk, sk }: Key, table: string) =>
    client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
  const archivedItem = <K extends Kind>(kind: K, ids: Partial<Stored<K>>) => read(archiveName, keyOf(kind, ids));

  it("is found where an item is in both tables", async () => {
    const { archivedAt: _, ...item } = await archivedItem("payment", { paymentId: orders.gift.paymentId ?? "" });
    await put(TableName, item);
    undo.push(() => remove(item as Raw, TableName));
    const found = await checked();
    expect(found).toContain("archive payment: is in the table and in its archive");
  });

  it("is found where an item says otherwise than its table", async () => {
    const item = await archivedItem("order", orders.gift);
    const { archivedAt: _, ...unmarked } = item;
    await put(archiveName, unmarked);
    undo.push(() => put(archiveName, item));
    expect(await checked()).toContain("archive order: is in the archive and does not say so");
  });

  it("is found where a ticket did not come along, or a ticket type stayed behind", async () => {
    const [{ ticketId }] = (await ticketsOf((await loadPayment(orders.gift.paymentId ?? "")) as never)) as [
      Stored<"ticket">,
    ];
    const [{ ticketTypeId }] = show.ticketTypes as [Stored<"ticketType">];
    for (const item of [
      await archivedItem("ticket", { ticketId }),
      await archivedItem("ticketType", { eventId, ticketTypeId }),
    ]) {
      const { archivedAt: _, ...stayed } = item;
      await put(TableName, stayed);
      await remove(item, archiveName);
      undo.push(
        () => remove(item, TableName),
        () => put(archiveName, item),
      );
    }
    const found = await checked();
    expect(found).toContain("archive ticket: is not where its order is");
    expect(found).toContain("archive ticketType: was left in the table when its event was archived");
  });
});

describe("a refund that meets the move of its payment", { timeout: 60_000 }, () => {
  const { paid } = orders;
  const paymentId = paid.paymentId ?? "";
  const give = (amount: number) => (payment: Payment) => ({
    ...{ status: "partially_refunded" as const, refundedAmount: payment.refundedAmount + amount },
  });
  const refund = async (amount: number) => movePayment((await known()) as Payment, changeAt(110), give(amount));
  const known = async () => {
    const found = await loadPayment(paymentId);
    if (!found) throw new Error("The payment is nowhere");
    return found;
  };
  const asRead = async (): Promise<Move[]> => {
    const raw = await readRaw([keyOf("payment", { paymentId })]);
    return raw.map((from) => ({ from, to: { ...from, archivedAt: now.toISOString() } }));
  };
  /** The move as it would be without its guard: what is there now goes, what was read then arrives. */
  const unguarded = async (moves: readonly Move[]) => {
    for (const { from, to } of moves) {
      await client.send(new DeleteCommand({ TableName, Key: { pk: from.pk, sk: from.sk } }));
      await client.send(new PutCommand({ TableName: archiveName, Item: to }));
    }
  };
  const back = async () => {
    const { archivedAt: _, ...item } = (
      await client.send(new GetCommand({ TableName: archiveName, Key: keyOf("payment", { paymentId }) }))
    ).Item as Raw;
    await client.send(new DeleteCommand({ TableName: archiveName, Key: keyOf("payment", { paymentId }) }));
    await client.send(new PutCommand({ TableName, Item: item }));
  };

  it("is not lost by a move that read before it; without the guard it is", async () => {
    const before = (await known()).refundedAmount;
    const early = await asRead();
    await refund(10);
    expect(await moveItems(early)).toBe(false);
    expect(await known()).toMatchObject({ refundedAmount: before + 10 });
    expect((await known()).archivedAt).toBeUndefined();
    const late = await asRead();
    await refund(10);
    await unguarded(late);
    expect(await known()).toMatchObject({ refundedAmount: before + 10, archivedAt: now.toISOString() });
    await back();
  });

  it("is written where the payment has gone meanwhile; without the guard, the payment would be in both tables", async () => {
    const read = await known();
    expect(await moveItems(await asRead())).toBe(true);
    const write = payments.put({ ...read, ...give(5)(read), ...changed(read, changeAt(111)) });
    await expect(write.where(({ version }, op) => op.eq(version, read.version)).go(home(read))).rejects.toThrow();
    await refund(5);
    expect(await known()).toMatchObject({ refundedAmount: read.refundedAmount + 5, archivedAt: now.toISOString() });
    await payments.put({ ...read, ...changed(read, changeAt(111)) }).go(home(read));
    expect(await checked()).toContain("archive payment: is in the table and in its archive");
    await client.send(new DeleteCommand({ TableName, Key: keyOf("payment", { paymentId }) }));
    await back();
  });

  it("wins or retries, both at once and often: each refund counts, in one table", async () => {
    for (let round = 0; round < 10; round++) {
      const before = (await known()).refundedAmount;
      const refunds = [refund(1), refund(1), refund(1)];
      const moving = (async () => {
        while (!(await moveItems(await asRead())));
      })();
      await Promise.all([...refunds, moving]);
      const { refundedAmount, archivedAt } = await known();
      expect({ refundedAmount, archivedAt }).toEqual({ refundedAmount: before + 3, archivedAt: now.toISOString() });
      expect(await readRaw([keyOf("payment", { paymentId })])).toEqual([]);
      expect(archive().table).toBe(archiveName);
      await back();
    }
  });
});
