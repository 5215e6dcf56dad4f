import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { openedFront } from "../faults/opened-front.ts";
import { table } from "../resources.ts";

const TableName = "Shows";
const IndexName = "byKind";
const shows = table(TableName, {
  AttributeDefinitions: ["pk", "sk", "kind"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    { IndexName, KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
  ],
});
const Key = { pk: { S: "a" }, sk: { S: "b" } };
const item = (text: string) => ({ ...Key, kind: { S: "show" }, text: { S: text } });

const aws = await openedFront([shows]);
const db = () => aws.db();

type Items = Record<string, { S?: string }>[] | undefined;
const texts = (items: Items) => (items ?? []).map(({ text }) => text?.S).join(" ") || "nothing";
const put = (text: string) => db().send(new PutItemCommand({ TableName, Item: item(text) }));
const query = (more = {}) => ({
  ...{ TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "a" } }, ...more },
});
const byKind = { ExpressionAttributeValues: { ":k": { S: "show" } }, KeyConditionExpression: "kind = :k", IndexName };
const get = async (more = {}) => {
  const { Item } = await db().send(new GetItemCommand({ TableName, Key, ...more }));
  return texts(Item && [Item]);
};
const index = async () => texts((await db().send(new QueryCommand(query(byKind)))).Items);

describe("reads under lag", () => {
  beforeEach(async () => {
    aws.expecting([]);
    await put("old");
    aws.expecting([
      { kind: "index-lag", milliseconds: 60_000, times: 1_000 },
      { kind: "stale-read", milliseconds: 60_000, times: 1_000 },
    ]);
  });
  const catchUp = () => aws.clock.advance(60_000);

  it("see a write only once the lag is over", async () => {
    expect([await index(), await get()]).toEqual(["old", "old"]);
    await put("new");
    expect([await index(), await get()]).toEqual(["old", "old"]);
    aws.clock.advance(30_000);
    await put("newer");
    aws.clock.advance(29_000);
    expect([await index(), await get()]).toEqual(["old", "old"]);
    aws.clock.advance(2_000);
    expect([await index(), await get()]).toEqual(["new", "new"]);
    aws.clock.advance(30_000);
    expect([await index(), await get()]).toEqual(["newer", "newer"]);
  });

  it("see a delete only once the lag is over", async () => {
    await db().send(new DeleteItemCommand({ TableName, Key }));
    expect([await index(), await get()]).toEqual(["old", "old"]);
    catchUp();
    expect([await index(), await get()]).toEqual(["nothing", "nothing"]);
  });

  it("see what many wrote at once in the end, in the order it was written", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(String(n))));
    const last = await get({ ConsistentRead: true });
    catchUp();
    expect(await index()).toBe(last);
  });

  it.each<[name: string, stale: () => Promise<Items>, strong: () => Promise<Items>]>([
    [
      "Query",
      async () => (await db().send(new QueryCommand(query()))).Items,
      async () => (await db().send(new QueryCommand(query({ ConsistentRead: true })))).Items,
    ],
    [
      "Scan",
      async () => (await db().send(new ScanCommand({ TableName }))).Items,
      async () => (await db().send(new ScanCommand({ TableName, ConsistentRead: true }))).Items,
    ],
    [
      "BatchGetItem",
      async () =>
        (await db().send(new BatchGetItemCommand({ RequestItems: { Shows: { Keys: [Key] } } }))).Responses?.Shows,
      async () => {
        const RequestItems = { Shows: { Keys: [Key], ConsistentRead: true } };
        return (await db().send(new BatchGetItemCommand({ RequestItems }))).Responses?.Shows;
      },
    ],
    [
      "GetItem and TransactGetItems",
      async () => [(await db().send(new GetItemCommand({ TableName, Key }))).Item ?? {}],
      async () => {
        const read = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] });
        return (await db().send(read)).Responses?.map(({ Item = {} }) => Item);
      },
    ],
  ])("%s: a strongly consistent one is never late", async (_name, stale, strong) => {
    await db().send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: item("new") } }] }));
    expect([texts(await stale()), texts(await strong())]).toEqual(["old", "new"]);
    catchUp();
    expect(texts(await stale())).toBe("new");
  });

  it("follow batches, and what was there before the scenario", async () => {
    const Item = { pk: { S: "a" }, sk: { S: "c" }, text: { S: "more" } };
    const requests = [{ PutRequest: { Item } }, { DeleteRequest: { Key } }];
    await db().send(new BatchWriteItemCommand({ RequestItems: { Shows: requests } }));
    expect(texts((await db().send(new QueryCommand(query()))).Items)).toBe("old");
    catchUp();
    expect(texts((await db().send(new QueryCommand(query()))).Items)).toBe("more");
    aws.expecting([]);
    await db().send(new DeleteItemCommand({ TableName, Key: { pk: Item.pk, sk: Item.sk } }));
  });

  it("ends with the scenario", async () => {
    await put("new");
    expect(await get()).toBe("old");
    aws.expecting([]);
    expect([await get(), await index()]).toEqual(["new", "new"]);
  });

  it("strikes only the reads it is for", async () => {
    aws.expecting([{ kind: "index-lag", milliseconds: 60_000, skip: 1, times: 1 }]);
    await put("new");
    expect([await get(), await index(), await index(), await index()]).toEqual(["new", "new", "old", "new"]);
    expect(aws.faults.fired()).toEqual({ "index-lag": 1 });
  });
});
