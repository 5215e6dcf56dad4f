import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { openedFront } from "../faults/opened-front.ts";
import { table } from "../resources.ts";

const TableName = "Shows";
const index = {
  IndexName: "byKind",
  KeySchema: [
    { AttributeName: "kind", KeyType: "HASH" },
    { AttributeName: "name", KeyType: "RANGE" },
  ],
  Projection: { ProjectionType: "ALL" },
};
const shows = table(TableName, {
  AttributeDefinitions: ["pk", "sk", "kind", "name"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [index],
});
const key = (sk: string) => ({ pk: { S: "a" }, sk: { S: sk } });
const item = (sk: string) => ({ ...key(sk), kind: { S: "show" }, name: { S: `name ${sk}` } });
const sorts = ["s1", "s2", "s3", "s4", "s5"];

const aws = await openedFront([shows]);
const db = () => aws.db();
const fill = (requests = sorts) =>
  db().send(
    new BatchWriteItemCommand({ RequestItems: { Shows: requests.map((sk) => ({ PutRequest: { Item: item(sk) } })) } }),
  );
await fill();

const there = async (sk: string) =>
  (await db().send(new GetItemCommand({ TableName, Key: key(sk), ConsistentRead: true }))).Item !== undefined;

describe("a conflict out of nowhere", () => {
  const Put = (sk: string): TransactWriteItem => ({ Put: { TableName, Item: item(sk) } });
  const impossible: TransactWriteItem = {
    Put: { TableName, Item: item("s1"), ConditionExpression: "attribute_not_exists(pk)" },
  };
  const write = (...TransactItems: TransactWriteItem[]) => db().send(new TransactWriteItemsCommand({ TransactItems }));

  it("refuses a write of one item", async () => {
    aws.expecting([{ kind: "transaction-conflict" }]);
    await expect(db().send(new PutItemCommand({ TableName, Item: item("none") }))).rejects.toMatchObject({
      ...{ name: "TransactionConflictException", message: "Transaction is ongoing for the item" },
      $metadata: { httpStatusCode: 400 },
    });
    expect(await there("none")).toBe(false);
  });

  it("refuses a transaction for one of its items", async () => {
    aws.expecting([{ kind: "transaction-conflict" }], 3);
    const refused = write(Put("none"), Put("none too"), impossible);
    await expect(refused).rejects.toMatchObject({
      name: "TransactionCanceledException",
      message: expect.stringMatching(
        /^Transaction cancelled, please refer cancellation reasons for specific reasons \[.*TransactionConflict.*\]$/,
      ),
    });
    const { CancellationReasons } = await refused.catch((error) => error);
    expect(CancellationReasons).toHaveLength(3);
    expect(CancellationReasons).toContainEqual({
      ...{ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" },
    });
    expect(CancellationReasons.filter(({ Code }: { Code: string }) => Code === "None")).toHaveLength(2);
    expect(await there("none")).toBe(false);
  });

  it("can be told beside the conditions that do not hold", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 8; seed += 1) {
      aws.expecting([{ kind: "transaction-conflict", mixed: true }], seed);
      const { CancellationReasons = [] } = await write(Put("none"), impossible).catch((error) => error);
      seen.add(CancellationReasons.map(({ Code }: { Code: string }) => Code).join(" "));
    }
    expect(seen).toEqual(new Set(["TransactionConflict ConditionalCheckFailed", "None TransactionConflict"]));
    expect(await there("none")).toBe(false);
  });

  it("refuses a snapshot", async () => {
    aws.expecting([{ kind: "transaction-conflict" }]);
    const read = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key("s1") } }] });
    await expect(db().send(read)).rejects.toMatchObject({ CancellationReasons: [{ Code: "TransactionConflict" }] });
  });

  it("strikes no read and no batch", async () => {
    aws.expecting([{ kind: "transaction-conflict", times: 100 }]);
    await fill();
    await db().send(new GetItemCommand({ TableName, Key: key("s1") }));
    expect(aws.faults.fired()).toEqual({});
  });

  it("throttles a transaction at one of its items", async () => {
    aws.expecting([{ kind: "throttled" }]);
    const { CancellationReasons } = await write(Put("none"), Put("none too")).catch((error) => error);
    const codes = CancellationReasons.map(({ Code }: { Code: string }) => Code).sort();
    expect(codes).toEqual(["None", "ThrottlingError"]);
  });
});

describe("a batch", () => {
  it("of writes comes back in part, which was not done", async () => {
    aws.expecting([{ kind: "unprocessed" }], 7);
    const wanted = ["u1", "u2", "u3", "u4"];
    const { UnprocessedItems } = await fill(wanted);
    const left = UnprocessedItems?.Shows?.map(({ PutRequest }) => PutRequest?.Item?.sk?.S) ?? [];
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(4);
    for (const sk of wanted) expect(await there(sk)).toBe(!left.includes(sk));
  });

  it("of one write comes back whole", async () => {
    aws.expecting([{ kind: "unprocessed" }]);
    expect((await fill(["alone"])).UnprocessedItems?.Shows).toHaveLength(1);
    expect(await there("alone")).toBe(false);
  });

  it("of reads comes back in part, as it was asked", async () => {
    aws.expecting([{ kind: "unprocessed" }]);
    const asked = { ConsistentRead: true, ProjectionExpression: "sk", Keys: sorts.map(key) };
    const { Responses, UnprocessedKeys } = await db().send(new BatchGetItemCommand({ RequestItems: { Shows: asked } }));
    const left = UnprocessedKeys?.Shows;
    expect(left).toMatchObject({ ConsistentRead: true, ProjectionExpression: "sk" });
    const all = [...(Responses?.Shows ?? []), ...(left?.Keys ?? [])].map(({ sk }) => sk?.S);
    expect(all.sort()).toEqual(sorts);
  });
});

describe("an empty page", () => {
  const byTable = { KeyConditionExpression: "pk = :v", ExpressionAttributeValues: { ":v": { S: "a" } } };
  const byIndex = {
    ...{ IndexName: "byKind", KeyConditionExpression: "#kind = :v" },
    ...{ ExpressionAttributeNames: { "#kind": "kind" }, ExpressionAttributeValues: { ":v": { S: "show" } } },
  };
  const prefixed = {
    ...byTable,
    KeyConditionExpression: "pk = :v AND begins_with(sk, :s)",
    ExpressionAttributeValues: { ":v": { S: "a" }, ":s": { S: "s" } },
  };

  /** All items by walking the pages, with how many each had. */
  async function walked(input: Omit<QueryCommandInput, "TableName">) {
    const pages: (string | undefined)[][] = [];
    for (let start: QueryCommandInput["ExclusiveStartKey"], more = true; more; more = start !== undefined) {
      const { Items = [], LastEvaluatedKey } = await db().send(
        new QueryCommand({ TableName, ...input, ...(start && { ExclusiveStartKey: start }) }),
      );
      pages.push(Items.map(({ sk }) => sk?.S));
      start = LastEvaluatedKey;
    }
    return pages;
  }

  it.each([
    ["a query", byTable],
    ["a query backwards", { ...byTable, ScanIndexForward: false }],
    ["a query of an index", byIndex],
    ["a query of an index backwards", { ...byIndex, ScanIndexForward: false }],
    ["a query by the beginning of a key", prefixed],
    ["small pages", { ...byTable, Limit: 1 }],
  ])("in %s loses and repeats nothing", async (_name, input) => {
    const whole = (await walked(input)).flat();
    expect(whole.length).toBeGreaterThan(4);
    for (const skip of [0, 1]) {
      aws.expecting([{ kind: "empty-page", skip, times: 2 }]);
      const pages = await walked({ Limit: 3, ...input });
      expect(pages.flat()).toEqual(whole);
      expect(aws.faults.fired()).toEqual({ "empty-page": 2 });
      expect(pages[skip]).toEqual([]);
    }
  });

  it("is not made where nothing is found", async () => {
    aws.expecting([{ kind: "empty-page" }]);
    const nothing = { ...byTable, ExpressionAttributeValues: { ":v": { S: "nobody" } } };
    expect(await walked(nothing)).toEqual([[]]);
    expect(aws.faults.fired()).toEqual({});
  });
});

describe("the token of a transaction", () => {
  const add = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
  const counted = { pk: { S: "counted" }, sk: { S: "b" } };
  const send = (ClientRequestToken: string, Key = counted) =>
    db().send(
      new TransactWriteItemsCommand({ ClientRequestToken, TransactItems: [{ Update: { TableName, Key, ...add } }] }),
    );
  const count = async () => (await db().send(new GetItemCommand({ TableName, Key: counted }))).Item?.n?.N;

  it("lets the same transaction happen once", async () => {
    await send("once");
    await send("once");
    expect(await count()).toBe("1");
  });

  it("may not be used for another transaction", async () => {
    await send("mine");
    await expect(send("mine", { ...counted, sk: { S: "other" } })).rejects.toMatchObject({
      name: "IdempotentParameterMismatchException",
    });
  });

  it("is forgotten after ten minutes", async () => {
    const before = Number(await count());
    await send("old");
    aws.clock.advance(9 * 60_000);
    await send("old");
    expect(Number(await count())).toBe(before + 1);
    aws.clock.advance(2 * 60_000);
    await send("old");
    expect(Number(await count())).toBe(before + 2);
  });
});
