import { beforeAll, describe, expect, it } from "vitest";
import { requestLimits } from "../../../infra/local/dynamodb/limits.ts";
import { tableSchemas } from "../../../infra/local/dynamodb/table-schema.ts";
import { key, meteredTable, put, set, shows, TableName, text } from "./metered-table.ts";

const db = await meteredTable(requestLimits(tableSchemas([shows])));

const range = (length: number) => Array.from({ length }, (_, position) => String(position).padStart(3, "0"));
/** An item of this many bytes. */
const item = (bytes: number, id = key("p")) => ({
  ...id,
  d: text(bytes - 2 - id.pk.S.length - 2 - id.sk.S.length - 1),
});
const many = (length: number, bytes: number) => range(length).map((name) => item(bytes, key(name)));
const transaction = (...TransactItems: object[]) => ({ TransactItems });
const puts = (items: object[]) => transaction(...items.map((one) => ({ Put: put(one) })));
const batch = (items: object[]) => ({ RequestItems: { Shows: items.map((Item) => ({ PutRequest: { Item } })) } });
const gets = (names: string[]) => ({ RequestItems: { Shows: { Keys: names.map((name) => key(name)) } } });
const query = (pk: string, more: object = {}) => ({
  ...{ TableName, KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: pk } }, ...more },
});
const nested = (levels: number): object => (levels === 0 ? { S: "" } : { L: [nested(levels - 1)] });
const condition = (length: number) => ({ ConditionExpression: "attribute_not_exists(nothing)".padEnd(length) });
const among = (length: number) => ({
  ConditionExpression: `NOT pk IN (${range(length).map((name) => `:v${name}`)})`,
  ExpressionAttributeValues: Object.fromEntries(range(length).map((name) => [`:v${name}`, { S: name }])),
});

describe("DynamoDB's limits", () => {
  it.each<[string, operation: string, body: object]>([
    ["an item of 400 KB", "PutItem", put(item(409_600))],
    ["an item updated to 400 KB", "UpdateItem", set("d", item(409_600).d)],
    ["a transaction of 100 actions", "TransactWriteItems", puts(many(100, 20))],
    ["a transaction of 4 MB", "TransactWriteItems", puts(many(16, 256 * 1024))],
    ["a batch of 25 writes", "BatchWriteItem", batch(many(25, 20))],
    ["a batch of 100 keys", "BatchGetItem", gets(range(100))],
    ["a partition key of 2,048 bytes", "PutItem", put(key("é".repeat(1024)))],
    ["a sort key of 1,024 bytes", "PutItem", put(key("p", "s".repeat(1024)))],
    ["a query for a partition key of 2,048 bytes", "Query", query("p".repeat(2048))],
    ["an item 31 levels deep", "PutItem", put({ ...key("p"), d: nested(31) })],
    ["an expression of 4 KB", "PutItem", put(key("p"), condition(4096))],
    ["100 operands of IN", "PutItem", put(key("p"), among(100))],
    ["an empty string that is no key", "PutItem", put({ ...key("p"), card: { S: "" } })],
    ["a token of 36 characters", "TransactWriteItems", { ...puts(many(1, 20)), ClientRequestToken: "t".repeat(36) }],
  ])("let through %s", async (_, operation, body) => {
    await expect(db.call(operation, body)).resolves.toBeDefined();
  });

  const tooLarge = "Item size has exceeded the maximum allowed size";
  const tooLong = /must be under 2048 bytes|Size limit exceeded|Size of hashkey has exceeded/;
  const empty = "cannot contain an empty string value";
  const twice = "Transaction request cannot include multiple operations on one item";
  const duplicates = "Provided list of item keys contains duplicates";
  const deep = "Nesting Levels have exceeded supported limits";
  const long = key("p".repeat(2049));
  it.each<[string, operation: string, body: object, message: string | RegExp]>([
    ["an item of 400 KB and a byte", "PutItem", put(item(409_601)), tooLarge],
    ["it in a batch", "BatchWriteItem", batch([item(409_601)]), tooLarge],
    ["it in a transaction", "TransactWriteItems", puts([item(409_601)]), tooLarge],
    ["an item updated beyond 400 KB", "UpdateItem", set("d", item(409_601).d), "Item size to update has exceeded"],
    ["a transaction of 101 actions", "TransactWriteItems", puts(many(101, 20)), "less than or equal to 100"],
    ["a transaction of more than 4 MB", "TransactWriteItems", puts(many(16, 256 * 1024 + 1)), "cannot exceed 4MB"],
    ["a transaction of none", "TransactWriteItems", transaction(), "greater than or equal to 1"],
    ["two actions on one item", "TransactWriteItems", puts([key("p"), item(90)]), twice],
    [
      "reads of more than 100 items in a transaction",
      "TransactGetItems",
      transaction(...range(101).map((name) => ({ Get: { TableName, Key: key(name) } }))),
      "less than or equal to 100",
    ],
    ["two writes of one item in a batch", "BatchWriteItem", batch([key("p"), item(90)]), duplicates],
    ["one key twice in a batch", "BatchGetItem", gets(["p", "p"]), duplicates],
    ["a batch of 26 writes", "BatchWriteItem", batch(many(26, 20)), "Too many items requested"],
    ["a batch of 101 keys", "BatchGetItem", gets(range(101)), "Too many items requested"],
    ["a longer partition key", "PutItem", put(long), tooLong],
    ["a longer sort key", "PutItem", put(key("p", "s".repeat(1025))), "must be under 1024 bytes"],
    ["a longer key to get", "GetItem", { TableName, Key: long }, tooLong],
    ["a query for a longer key", "Query", query(long.pk.S), tooLong],
    ["an index's key longer than 2,048 bytes", "PutItem", put({ ...key("p"), apk: text(2049) }), tooLong],
    ["an update to such a key", "UpdateItem", set("apk", text(2049)), tooLong],
    ["an empty partition key", "PutItem", put(key("")), empty],
    ["an empty sort key", "GetItem", { TableName, Key: key("p", "") }, empty],
    ["an index's empty key", "PutItem", put({ ...key("p"), apk: { S: "" } }), empty],
    ["an update to an empty key of an index", "UpdateItem", set("apk", { S: "" }), empty],
    ["an index's key of another type", "PutItem", put({ ...key("p"), gsk: { S: "1" } }), "Type mismatch for Index Key"],
    ["an update to another type of it", "UpdateItem", set("gsk", { S: "1" }), "Type mismatch for Index Key"],
    ["an item more than 32 levels deep", "PutItem", put({ ...key("p"), d: nested(33) }), deep],
    ["an expression longer than 4 KB", "PutItem", put(key("p"), condition(4097)), "Expression size has exceeded"],
    ["101 operands of IN", "PutItem", put(key("p"), among(101)), "too many operands"],
    ["a number of 39 digits", "PutItem", put({ ...key("p"), d: { N: "1".repeat(39) } }), "up to 38 digits"],
    ["an empty set", "PutItem", put({ ...key("p"), d: { SS: [] } }), "may not be empty"],
    [
      "a strong read of a global index",
      "Query",
      query("p", { IndexName: "all", ConsistentRead: true }),
      /not supported/,
    ],
    [
      "a longer token",
      "TransactWriteItems",
      { ...puts(many(1, 20)), ClientRequestToken: "t".repeat(37) },
      "less than or equal to 36",
    ],
  ])("refuse %s", async (_, operation, body, message) => {
    const refusal = expect(db.call(operation, body)).rejects;
    await refusal.toMatchObject({ name: "ValidationException", message: expect.stringMatching(message) });
  });

  it("count against 4 MB the items that a transaction changes, deletes or looks at", async () => {
    for (const one of many(11, 400_000)) await db.call("PutItem", put(one));
    const actions = (length: number) => [
      { Delete: { TableName, Key: key("000") } },
      { ConditionCheck: { TableName, Key: key("001"), ConditionExpression: "attribute_exists(pk)" } },
      ...range(length)
        .slice(2)
        .map((name) => ({ Update: set("e", { S: "" }, key(name)) })),
    ];
    const refusal = expect(db.call("TransactWriteItems", transaction(...actions(11)))).rejects;
    await refusal.toMatchObject({ name: "ValidationException", message: expect.stringMatching("cannot exceed 4MB") });
    await expect(db.call("TransactWriteItems", transaction(...actions(10)))).resolves.toBeDefined();
  });

  it("answer 16 MB of a batch, the rest comes back unprocessed", async () => {
    const names = range(45).map((name) => `batch${name}`);
    for (const name of names) await db.call("PutItem", put(item(400_000, key(name))));
    const { Responses, UnprocessedKeys } = await db.call("BatchGetItem", gets(names));
    expect(Responses).toHaveProperty("Shows.length", 41);
    expect(UnprocessedKeys).toHaveProperty("Shows.Keys.length", 4);
  });

  describe("end a page with the item that makes it 1 MB", () => {
    beforeAll(async () => {
      for (const name of range(5)) await db.call("PutItem", put(item(400_000, key("page", name))));
    });
    it.each([
      ["read in whole", {}, 3],
      ["filtered", { FilterExpression: "attribute_exists(nothing)" }, 0],
      ["filtered and projected", { FilterExpression: "attribute_exists(d)", ProjectionExpression: "sk" }, 3],
      ["counted", { Select: "COUNT" }, 3],
    ])("%s", async (_, more, Count) => {
      const page = await db.call("Query", query("page", more));
      expect(page).toMatchObject({ Count, ScannedCount: 3, LastEvaluatedKey: key("page", "002") });
      const { ScannedCount, LastEvaluatedKey } = await db.call(
        "Query",
        query("page", { ...more, ExclusiveStartKey: page.LastEvaluatedKey }),
      );
      expect({ ScannedCount, LastEvaluatedKey }).toEqual({ ScannedCount: 2, LastEvaluatedKey: undefined });
    });
  });
});
