import { describe, expect, it } from "vitest";
import { at, key, meteredTable, put, set, small, TableName, text } from "./metered-table.ts";

const db = await meteredTable();

/** An item of this many bytes with nothing in any index. */
const plain = (bytes: number, id = key("p")) => ({
  ...id,
  data: text(bytes - 2 - id.pk.S.length - 2 - id.sk.S.length - 4),
});
const impossible = { ConditionExpression: "attribute_exists(nothing)" };
const transact = (...TransactItems: object[]) => ({ TransactItems });
type Call = [operation: string, body: object];
type Row = [what: string, before: object | undefined, call: Call, used: Readonly<Record<string, number>>];

/** Each starts with the item there was before, or none. */
const check = (rows: Row[]) =>
  it.each(rows)("%s", async (_, before, [operation, body], used) => {
    await db.call("DeleteItem", at);
    if (before) await db.call("PutItem", put(before));
    expect(await db.cost(operation, body)).toEqual(used);
  });

describe("a write costs", () => {
  check([
    ["one unit a kilobyte", undefined, ["PutItem", put(plain(1024))], { table: 1 }],
    ["a unit for a kilobyte begun", undefined, ["PutItem", put(plain(1025))], { table: 2 }],
    ["as much as what it replaces, if that is larger", plain(3000), ["PutItem", put(plain(100))], { table: 3 }],
    ["the larger image of an update", plain(2040), ["UpdateItem", set("d", text(20))], { table: 3 }],
    ["what a deletion deletes", plain(2049), ["DeleteItem", at], { table: 3 }],
    ["one unit where there is nothing to delete", undefined, ["DeleteItem", at], { table: 1 }],
    [
      "the existing item's size if its condition fails",
      plain(2049),
      ["PutItem", put(plain(90), impossible)],
      { table: 3 },
    ],
    ["one unit if its condition fails on nothing", undefined, ["PutItem", put(plain(5000), impossible)], { table: 1 }],
    [
      "as a failed update what is there",
      plain(2049),
      ["UpdateItem", { ...set("d", text(9000)), ...impossible }],
      { table: 3 },
    ],
    ["nothing if DynamoDB cannot read it", plain(2049), ["UpdateItem", { ...at, UpdateExpression: "SET" }], {}],
    [
      "in a batch each item's units",
      undefined,
      [
        "BatchWriteItem",
        { RequestItems: { Shows: [plain(1025), plain(100, key("q"))].map((Item) => ({ PutRequest: { Item } })) } },
      ],
      { table: 3 },
    ],
  ]);
});

describe("an index costs", () => {
  check([
    [
      "a write for a new entry, by the entry's size",
      undefined,
      ["PutItem", put({ ...small, data: text(3000) })],
      { table: 3, some: 1, keys: 1 },
    ],
    [
      "more for a larger entry",
      undefined,
      ["PutItem", put({ ...small, card: text(1100) })],
      { table: 2, some: 2, keys: 1 },
    ],
    [
      "nothing while neither keys nor projected attributes change",
      small,
      ["UpdateItem", set("data", text(9))],
      { table: 1 },
    ],
    ["nothing for the same item again", small, ["PutItem", put(small)], { table: 1 }],
    [
      "a write for a projected attribute, only where it is projected",
      small,
      ["UpdateItem", set("card", text(9))],
      { table: 1, some: 1 },
    ],
    [
      "the larger image of an entry that stays in place",
      { ...small, card: text(2100) },
      ["UpdateItem", set("card", text(9))],
      { table: 3, some: 3 },
    ],
    [
      "two writes when its key changes, each by its size",
      { ...small, card: text(1100) },
      ["PutItem", put({ ...small, gsk: { N: "2" } })],
      { table: 2, some: 3, keys: 2 },
    ],
    [
      "a write when the entry goes",
      { ...small, card: text(1100) },
      ["UpdateItem", { ...at, UpdateExpression: "REMOVE gpk" }],
      { table: 2, some: 2, keys: 1 },
    ],
    ["a write for each entry of a deleted item", small, ["DeleteItem", at], { table: 1, some: 1, keys: 1 }],
    ["nothing for an item it does not hold", plain(50), ["DeleteItem", at], { table: 1 }],
    [
      "any change where it holds all attributes",
      { ...key("p"), apk: { S: "a" } },
      ["UpdateItem", set("data", text(1500))],
      { table: 2, all: 2 },
    ],
    [
      "nothing for the same number in another spelling",
      small,
      ["PutItem", put({ ...small, gsk: { N: "1.0" } })],
      { table: 1 },
    ],
    [
      "nothing when a condition fails",
      small,
      ["PutItem", put({ ...small, gsk: { N: "2" } }, impossible)],
      { table: 1 },
    ],
  ]);
});

describe("a transaction costs", () => {
  const Item = plain(1025, key("q"));
  check([
    [
      "two units a kilobyte and item",
      undefined,
      ["TransactWriteItems", transact({ Put: put(Item) }, { Put: put(plain(90)) })],
      { table: 6 },
    ],
    [
      "its index writes once",
      small,
      ["TransactWriteItems", transact({ Update: set("gsk", { N: "2" }) })],
      { table: 2, some: 2, keys: 2 },
    ],
    [
      "a check's item as if it were written",
      plain(2049),
      ["TransactWriteItems", transact({ ConditionCheck: { ...at, ConditionExpression: "attribute_exists(pk)" } })],
      { table: 6 },
    ],
    ["a deletion by what is deleted", plain(1025), ["TransactWriteItems", transact({ Delete: at })], { table: 4 }],
    [
      "what is there if a condition fails",
      plain(1025),
      ["TransactWriteItems", transact({ Put: put(plain(90), impossible) }, { Put: put(plain(5000, key("r"))) })],
      { table: 6 },
    ],
    [
      "reads two units for 4 KB and item",
      plain(4097),
      ["TransactGetItems", transact({ Get: at }, { Get: { TableName, Key: key("nobody") } })],
      { table: 6 },
    ],
  ]);

  it("a read when it is repeated under its token", async () => {
    const body = { ...transact({ Put: put(plain(1025, key("once"))) }), ClientRequestToken: "once" };
    await db.call("TransactWriteItems", body);
    db.meter.reset();
    await db.call("TransactWriteItems", body);
    expect(db.meter.read()).toMatchObject({ read: 2, write: 0 });
  });
});

describe("a read costs", () => {
  const strong = { ConsistentRead: true };
  const page = { TableName, KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "p" } } };
  check([
    ["half a unit for 4 KB", plain(4096), ["GetItem", at], { table: 0.5 }],
    ["a unit for 4 KB read strongly", plain(4096), ["GetItem", { ...at, ...strong }], { table: 1 }],
    ["a block that is begun", plain(4097), ["GetItem", { ...at, ...strong }], { table: 2 }],
    ["as much for nothing as for something", undefined, ["GetItem", at], { table: 0.5 }],
    [
      "the whole item, whatever is projected",
      plain(4097),
      ["GetItem", { ...at, ...strong, ProjectionExpression: "pk" }],
      { table: 2 },
    ],
    [
      "in a batch each item's units",
      plain(4097),
      ["BatchGetItem", { RequestItems: { Shows: { Keys: [key("p"), key("nobody")] } } }],
      { table: 1.5 },
    ],
    ["in a page all items together", plain(3000), ["Query", { ...page, ...strong }], { table: 1 }],
    ["in a page of nothing a block", undefined, ["Query", { ...page, ...strong }], { table: 1 }],
    [
      "of an index its entries",
      { ...small, data: text(9000) },
      [
        "Query",
        {
          ...{
            TableName,
            IndexName: "some",
            KeyConditionExpression: "gpk = :g",
            ExpressionAttributeValues: { ":g": { S: "g" } },
          },
        },
      ],
      { some: 0.5 },
    ],
    [
      "what a filter leaves out",
      plain(9000),
      ["Query", { ...page, FilterExpression: "attribute_exists(nothing)" }],
      { table: 1.5 },
    ],
    ["what a count does not show", plain(9000), ["Query", { ...page, Select: "COUNT" }], { table: 1.5 }],
    ["nothing if it is refused", plain(9000), ["Query", { ...page, IndexName: "none" }], {}],
  ]);

  it("for two items of a page their bytes together, up to its limit", async () => {
    for (const sk of ["a", "b", "c"]) await db.call("PutItem", put(plain(3000, key("many", sk))));
    const many = { ...page, ExpressionAttributeValues: { ":p": { S: "many" } } };
    expect(await db.cost("Query", many)).toEqual({ table: 1.5 });
    expect(await db.cost("Query", { ...many, Limit: 1 })).toEqual({ table: 0.5 });
  });

  it("nothing the caller sees", async () => {
    const answer = await db.call("Query", { ...page, Select: "COUNT" });
    expect(Object.keys(answer).sort()).toEqual(["Count", "ScannedCount"]);
    expect(await db.call("Query", { ...page, Select: "COUNT", ReturnConsumedCapacity: "TOTAL" })).toHaveProperty(
      "ConsumedCapacity.CapacityUnits",
    );
  });
});
