import { describe, expect, it } from "vitest";
import { tableSchemas } from "../../../infra/local/dynamodb/table-schema.ts";
import { touchedItems } from "../../../infra/local/dynamodb/touched-items.ts";
import { arnOf, table } from "../resources.ts";
import { dynamoDbCall } from "./aws-call.ts";

const schemas = tableSchemas([
  table("Shows"),
  table("Days", { KeySchema: [{ AttributeName: "day", KeyType: "HASH" }] }),
]);
const touched = (operation: string, body: object) =>
  touchedItems(dynamoDbCall(operation, body), schemas).map(({ access, id }) => `${access} ${id}`);

const key = (pk: string) => ({ sk: { S: "b" }, pk: { S: pk } });
const at = (pk: string) => ({ TableName: "Shows", Key: key(pk) });
const id = (pk: string) => `Shows S:"${pk}" S:"b"`;

describe("the items a call touches", () => {
  it.each([
    ["GetItem", at("a"), [`read ${id("a")}`]],
    ["GetItem", { ...at("a"), TableName: arnOf.table("Shows") }, [`read ${id("a")}`]],
    ["GetItem", { TableName: "Days", Key: { day: { N: "1.50e1" } } }, ['read Days N:"15"']],
    ["PutItem", { TableName: "Shows", Item: { ...key("a"), n: { N: "1" } } }, [`write ${id("a")}`]],
    ["UpdateItem", at("a"), [`write ${id("a")}`]],
    ["DeleteItem", at("a"), [`write ${id("a")}`]],
    ["Query", { TableName: "Shows" }, []],
    ["Scan", { TableName: "Shows" }, []],
    ["GetItem", { TableName: "Unknown", Key: key("a") }, []],
    [
      "BatchGetItem",
      { RequestItems: { Shows: { Keys: [key("a"), key("c")] }, Days: { Keys: [{ day: { N: "1" } }] } } },
      [`read ${id("a")}`, `read ${id("c")}`, 'read Days N:"1"'],
    ],
    [
      "BatchWriteItem",
      { RequestItems: { Shows: [{ PutRequest: { Item: key("a") } }, { DeleteRequest: { Key: key("c") } }] } },
      [`write ${id("a")}`, `write ${id("c")}`],
    ],
    [
      "TransactWriteItems",
      {
        TransactItems: [
          { ConditionCheck: at("a") },
          { Put: { TableName: "Shows", Item: key("b") } },
          { Update: at("c") },
          { Delete: at("d") },
        ],
      },
      [`check ${id("a")}`, `write ${id("b")}`, `write ${id("c")}`, `write ${id("d")}`],
    ],
    [
      "TransactGetItems",
      { TransactItems: [{ Get: at("a") }, { Get: at("c") }] },
      [`read ${id("a")}`, `read ${id("c")}`],
    ],
  ])("%s %j", (operation, body, expected) => {
    expect(touched(operation, body)).toEqual(expected);
  });
});
