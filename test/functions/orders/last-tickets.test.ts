import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdStock } from "#data/hold-stock.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { stock as stocks } from "#data/stock.ts";
import { table as deployed } from "#data/table.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { openOrder } from "#domain/order.ts";
import { openingStock } from "#domain/stock.ts";
import { minutes, seconds } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { aCrowd, stockOf, table } from "#test/support/operator.ts";
import { freshKey, verifiedUsers } from "#test/support/people.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";
import { everythingSettles, now, timePasses } from "#test/support/when.ts";

const wanting = ({ eventId, ticketTypeId }: Show, quantity = 1) => ({ eventId, lines: [{ ticketTypeId, quantity }] });

describe("the last tickets", () => {
  it("are sold to exactly as many as there are, and everybody is answered", async ({ annotate }) => {
    const places = 50;
    const people = await aCrowd(200);
    const show = await aPublishedEvent({
      maxCapacity: places,
      types: [{ price: 0, quantityAvailable: places }],
    });
    const answers = await Promise.all(
      people.map(({ token }) => api.call(placeOrder, wanting(show), { token, idempotencyKey: freshKey() })),
    );
    const sold = answers.filter(({ status }) => status === 201);
    const told = answers.filter(({ problem }) => problem?.code === "sold_out");
    expect([sold.length, told.length]).toEqual([places, people.length - places]);
    const held = await Promise.all(
      people.map(async ({ token }) => isDone(await api.call(listMyTickets, { limit: 100 }, { token })).items),
    );
    expect(held.flat()).toHaveLength(places);
    expect(new Set(held.flat().map(({ ticketNumber }) => ticketNumber)).size).toBe(places);
    expect(await stockOf(show.eventId, 1)).toMatchObject([{ left: 0, taken: places }]);
    await everythingSettles();
    const page = isDone(await api.call(getEvent, { eventId: show.eventId }));
    expect(page).toMatchObject({ currentCapacity: places });
    await annotate(
      `race: ${people.length} buyers, ${places} tickets: ${held.flat().length} sold, 0 oversold, all answered`,
      "result",
    );
  });

  it("are found on whichever shard they are, and come from several for one order if need be", async () => {
    const [buyer] = await verifiedUsers(1);
    const show = await aPublishedEvent({ maxCapacity: 2500, types: [{ price: 0, quantityAvailable: 11 }] });
    // Three shards have 4, 4 and 3 of the eleven: an order of ten needs all of them.
    const as = () => ({ token: buyer?.token, idempotencyKey: freshKey() });
    isDone(await api.call(placeOrder, wanting(show, 10), as()), 201);
    isDone(await api.call(placeOrder, wanting(show, 1), as()), 201);
    expect((await api.call(placeOrder, wanting(show, 1), as())).problem?.code).toBe("sold_out");
    const types = (await stockOf(show.eventId, 3)).map((stock) => stock.types[show.ticketTypeId]);
    expect(types.map((type) => type?.left)).toEqual([0, 0, 0]);
    expect(types.reduce((sum, type) => sum + (type?.taken ?? 0), 0)).toBe(11);
  });

  it("are sold again after a rush as soon as somebody lets go of them, and are shown to whoever has them meanwhile", async () => {
    const [winner, ...others] = await verifiedUsers(3);
    const show = await aPublishedEvent({ maxCapacity: 2, types: [{ quantityAvailable: 2 }] });
    const mine = { token: winner?.token, idempotencyKey: freshKey() };
    const { orderId } = isDone(await api.call(placeOrder, wanting(show, 2), mine), 201);
    const tries = (of: readonly { readonly token: string }[]) =>
      Promise.all(of.map(({ token }) => api.call(placeOrder, wanting(show), { token, idempotencyKey: freshKey() })));
    for (let round = 0; round < 5; round++) {
      const codes = (await tries(others)).map(({ problem }) => problem?.code);
      expect(codes).toEqual(["sold_out", "sold_out"]);
    }
    expect(isDone(await api.call(placeOrder, wanting(show, 2), mine), 201).orderId).toBe(orderId);
    isDone(await api.call(cancelOrder, { orderId }, { token: winner?.token }));
    await timePasses(seconds(2));
    for (const { status } of await tries(others)) expect(status).toBe(201);
  });
});

describe("the guard in the write", () => {
  const entities = [orders, stocks, payments, tickets];
  const places = 10;
  const buyers = 40;
  const event = anEvent({
    maxCapacity: places,
    startDate: "2999-01-01T19:00:00.000Z",
    endDate: "2999-01-01T22:00:00.000Z",
  });
  const type = aTicketType(0, { quantityAvailable: places });
  let unguarded = false;

  // The data layer itself, in this process, on a table that nothing else watches; what it sends can have its conditions
  // taken out.
  beforeAll(async () => {
    const { client } = await table();
    const TableName = `race-${freshKey()}`;
    const keys = ["pk", "sk"] as const;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? "HASH" : "RANGE" })),
      }),
    );
    client.middlewareStack.add(
      (next) => async (args) => {
        const { TransactItems } = args.input as TransactWriteCommandInput;
        if (unguarded) for (const { Update } of TransactItems ?? []) if (Update) unguard(Update);
        return next(args);
      },
      { step: "initialize", priority: "high" },
    );
    for (const entity of entities) entity.setClient(client);
    for (const entity of entities) entity.setTableName(TableName);
    const trail = created({ now: await now(), by: "test" });
    for (const shard of openingStock(event, [type])) await stocks.create({ ...shard, ...trail }).go();
  });
  afterAll(() => {
    for (const entity of entities) entity.setClient(deployed.client);
    for (const entity of entities) entity.setTableName(deployed.table);
  });

  /** How many of the buyers get a hold, all at once. */
  async function holdsWon(later = 0): Promise<number> {
    const at = new Date((await now()).getTime() + later);
    const wish = { eventId: event.eventId, lines: [{ ticketTypeId: type.ticketTypeId, quantity: 1 }] };
    const tries = Array.from({ length: buyers }, () => {
      const by = { userId: event.organizerId, idempotencyKey: freshKey(), now: at };
      const order = openOrder({ event, ticketTypes: [type] }, wish, by);
      return holdStock(order, 1, { now: at, by: "test" }, (held) => held);
    });
    return (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled").length;
  }
  const left = async () => (await stocks.get({ eventId: event.eventId, shard: 0 }).go({ consistent: true })).data?.left;

  it("lets through as many as there are places", async () => {
    expect(await holdsWon()).toBe(places);
    expect(await left()).toBe(0);
  });

  it("is what does it: without it the same race oversells (the control)", async () => {
    unguarded = true;
    try {
      // So much later that nobody remembers that there is none left, and looks before he writes.
      expect(await holdsWon(minutes(2))).toBe(buyers);
      expect(await left()).toBe(-buyers);
    } finally {
      unguarded = false;
    }
  });
});

/** Takes the condition out, and the names and values only it used, which would make the request invalid. */
function unguard(update: NonNullable<NonNullable<TransactWriteCommandInput["TransactItems"]>[number]["Update"]>): void {
  const named = (of: Readonly<Record<string, unknown>> | undefined) =>
    Object.fromEntries(
      Object.entries(of ?? {}).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(update.UpdateExpression ?? "")),
    );
  delete update.ConditionExpression;
  update.ExpressionAttributeNames = named(update.ExpressionAttributeNames) as Record<string, string>;
  update.ExpressionAttributeValues = named(update.ExpressionAttributeValues);
}
