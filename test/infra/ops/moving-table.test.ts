import { BatchGetCommand, type DynamoDBDocumentClient, ScanCommand, TransactGetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { hold, pay, release } from "#test/infra/ops/buying.ts";
import { checked } from "#test/infra/ops/checked.ts";
import { openedTable } from "#test/infra/ops/opened-table.ts";

const { hand, healthy } = await openedTable();

type Send = (command: unknown) => Promise<Record<string, unknown>>;

/** The hand's client, with something done around its calls. */
function clientWith(
  around: (command: unknown, send: Send) => Promise<Record<string, unknown>>,
): DynamoDBDocumentClient {
  const send: Send = (command) => hand.client.send(command as never) as Promise<never>;
  return { send: (command: unknown) => around(command, send) } as never;
}

/** Damage of three kinds: to an item by itself, to what it belongs to, and to a sum. */
async function plant(): Promise<void> {
  await hand.scratches("user", { userId: healthy.buyer.userId }, { version: 0 });
  await hand.removes("order", { orderId: healthy.orders.pending.orderId });
}
const planted = [
  "parents payment: is for an order there is not",
  "shape user: does not fit its schema: version: Too small: expected number to be >=1",
  expect.stringMatching(/^stock event: .* has 3 taken; 0 sold and 0 held$/),
];

describe("a table of many pages", { timeout: 60_000 }, () => {
  it.each([
    ["three items a page", { limit: 3 }],
    ["thirty items a page", { limit: 30 }],
    ["three segments, five items a page", { limit: 5, segments: 3 }],
  ])("is checked as one of one page: %s", async (_, paging) => {
    expect((await checked({ ...hand, ...paging })).found).toEqual([]);
    await plant();
    expect((await checked({ ...hand, ...paging })).found.toSorted()).toEqual(planted);
  });

  it("is read again where DynamoDB left items out", async () => {
    let leftOut = 0;
    const client = clientWith(async (command, send) => {
      if (!(command instanceof BatchGetCommand) || leftOut > 3) return send(command);
      leftOut++;
      return { Responses: {}, UnprocessedKeys: command.input.RequestItems };
    });
    expect((await checked({ client, limit: 7 })).found).toEqual([]);
    expect(leftOut).toBe(4);
  });

  it("is checked within read units a second, if so asked", async () => {
    expect((await checked({ ...hand, limit: 7, rate: 1_000 })).found).toEqual([]);
  });
});

describe("a table in use", { timeout: 60_000 }, () => {
  it("is not blamed for what was so for a moment only", async () => {
    await plant();
    let looks = 0;
    const client = clientWith(async (command, send) => {
      // The first look is over: whoever was writing is done.
      if (command instanceof TransactGetCommand && looks++ === 0) await hand.putsBack();
      return send(command);
    });
    expect((await checked({ client })).found).toEqual([]);
    expect(looks).toBeGreaterThan(0);
  });

  it("is looked at again while its items are being written", async () => {
    await plant();
    let conflicts = 0;
    const client = clientWith(async (command, send) => {
      if (command instanceof TransactGetCommand && conflicts++ < 2) {
        throw Object.assign(new Error("Transaction cancelled"), { name: "TransactionCanceledException" });
      }
      return send(command);
    });
    expect((await checked({ client })).found.toSorted()).toEqual(planted);
  });

  it("is not blamed for places that moved between two pages", async () => {
    const held = await hold(healthy.buyer, healthy.show, "paid-meanwhile", [2, 1], 95);
    let scans = 0;
    const client = clientWith(async (command, send) => {
      const answer = await send(command);
      if (command instanceof ScanCommand && ++scans === 10) await pay(held, 96);
      return answer;
    });
    expect((await checked({ client, limit: 3 })).found.filter((one) => !one.startsWith("behind"))).toEqual([]);
  });

  it("is not blamed while people buy", async () => {
    const { buyer, show } = healthy;
    let isOver = false;
    async function buying(person: number): Promise<number> {
      let orders = 0;
      for (; !isOver; orders++) {
        const order = await hold(buyer, show, `busy-${person}-${orders}`, [1 + (orders % 2), 1], 97);
        if (orders % 3 === 0) await release(order, "cancelled", 98);
        else await pay(order, 98);
      }
      return orders;
    }
    const people = [1, 2].map(buying);
    const found: string[] = [];
    for (let round = 0; round < 4; round++) found.push(...(await checked({ ...hand, limit: 25 })).found);
    isOver = true;
    const bought = await Promise.all(people);
    expect(found.filter((one) => !one.startsWith("behind"))).toEqual([]);
    expect(Math.min(...bought)).toBeGreaterThan(0);
    expect((await checked(hand)).found.filter((one) => !one.startsWith("behind figures"))).toEqual([]);
  });
});
