import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { transactionConflicts } from "../../../infra/local/dynamodb/conflicts.ts";
import { jsonAnswer } from "../../../infra/local/front/answers.ts";
import { openedFront } from "../faults/opened-front.ts";
import { table } from "../resources.ts";
import { dynamoDbCall } from "./aws-call.ts";

const TableName = "Shows";
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "b" } });
const at = (pk: string) => ({ TableName, Key: key(pk) });
const put = (pk: string) => ({ TableName, Item: key(pk) });
const exists = { ConditionExpression: "attribute_exists(pk)" };

type Sent = () => Promise<unknown>;
const transactWrite =
  (...TransactItems: TransactWriteItem[]): Sent =>
  () =>
    db().send(new TransactWriteItemsCommand({ TransactItems }));
const transactGet =
  (...pks: string[]): Sent =>
  () =>
    db().send(new TransactGetItemsCommand({ TransactItems: pks.map((pk) => ({ Get: at(pk) })) }));
const batch =
  (...pks: string[]): Sent =>
  () =>
    db().send(
      new BatchWriteItemCommand({ RequestItems: { Shows: pks.map((pk) => ({ PutRequest: { Item: key(pk) } })) } }),
    );
const update = { UpdateExpression: "REMOVE x" };
const query = {
  ...{ TableName, ConsistentRead: true, KeyConditionExpression: "pk = :pk" },
  ExpressionAttributeValues: { ":pk": { S: "a" } },
};

const aws = await openedFront([table(TableName)]);
const db = () => aws.db();
await batch("a", "c")();

type Answer = { UnprocessedItems?: Record<string, unknown[]> };
type Refused = { name: string; CancellationReasons?: { Code: string }[] };

/** How the SDK tells it: `done`, the error, a transaction's reasons, or what a batch has left over. */
async function outcomeOf(send: Sent): Promise<string> {
  try {
    const { UnprocessedItems = {} } = (await send()) as Answer;
    const left = Object.values(UnprocessedItems).flat();
    return left.length > 0 ? `unprocessed ${left.length}` : "done";
  } catch (error) {
    const { name, CancellationReasons } = error as Refused;
    return CancellationReasons ? CancellationReasons.map(({ Code }) => Code).join(" ") : name;
  }
}

/** Sends the second while the first, carried out, still waits for its answer. */
async function during(first: Sent, second: Sent): Promise<string> {
  aws.expecting([{ kind: "slow-transaction", milliseconds: 60_000 }]);
  const sent = first();
  while (aws.carriedOut.length === 0) await new Promise(setImmediate);
  const outcome = await outcomeOf(second);
  aws.clock.advance(60_000);
  await sent;
  return outcome;
}

describe("while a transaction is at an item", () => {
  const writes = transactWrite({ Put: put("a") }, { ConditionCheck: { ...at("c"), ...exists } });
  it.each<[name: string, send: Sent, outcome: string]>([
    ["PutItem", () => db().send(new PutItemCommand(put("a"))), "TransactionConflictException"],
    ["UpdateItem", () => db().send(new UpdateItemCommand(at("a"))), "TransactionConflictException"],
    ["DeleteItem", () => db().send(new DeleteItemCommand(at("c"))), "TransactionConflictException"],
    [
      "PutItem of an item that is only checked",
      () => db().send(new PutItemCommand(put("c"))),
      "TransactionConflictException",
    ],
    ["PutItem of another", () => db().send(new PutItemCommand(put("d"))), "done"],
    ["BatchWriteItem", batch("d", "a", "e"), "unprocessed 1"],
    ["BatchWriteItem of that alone", batch("a"), "unprocessed 1"],
    ["TransactWriteItems: Put", transactWrite({ Put: put("d") }, { Put: put("a") }), "None TransactionConflict"],
    ["TransactWriteItems: Update", transactWrite({ Update: { ...at("a"), ...update } }), "TransactionConflict"],
    ["TransactWriteItems: Delete", transactWrite({ Delete: at("e") }, { Delete: at("a") }), "None TransactionConflict"],
    [
      "TransactWriteItems: check",
      transactWrite({ ConditionCheck: { ...at("d"), ...exists } }, { Delete: at("a") }),
      "None TransactionConflict",
    ],
    ["TransactWriteItems: two checks", transactWrite({ Put: put("c") }), "TransactionConflict"],
    ["TransactWriteItems of others", transactWrite({ Put: put("d") }), "done"],
    ["TransactGetItems", transactGet("d", "a"), "None TransactionConflict"],
    ["TransactGetItems of others", transactGet("d"), "done"],
    ["GetItem", () => db().send(new GetItemCommand({ ...at("a"), ConsistentRead: true })), "done"],
    ["Query", () => db().send(new QueryCommand(query)), "done"],
  ])("%s", async (_name, send, outcome) => {
    await batch("a", "c", "d")();
    expect(await during(writes, send)).toBe(outcome);
    expect(await outcomeOf(send)).toBe("done");
  });

  it("the same token again is told that it is in progress", async () => {
    const TransactItems = [{ Put: put("a") }];
    const sent = () => db().send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: "token-1" }));
    expect(await during(sent, sent)).toBe("TransactionInProgressException");
    expect(await outcomeOf(sent)).toBe("done");
  });
});

it("of many transactions on one item at once, those refused have written nothing", async () => {
  aws.expecting([]);
  const add = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
  const send = transactWrite({ Update: { ...at("n"), ...add } });
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcomeOf(send)));
  const done = outcomes.filter((outcome) => outcome !== "TransactionConflict");
  expect(new Set(done)).toEqual(new Set(["done"]));
  const { Item } = await db().send(new GetItemCommand({ ...at("n"), ConsistentRead: true }));
  expect(Item?.n).toEqual({ N: String(done.length) });
});

describe("calls under way at the same time", () => {
  const get = { TransactItems: [{ Get: at("d") }, { Get: at("a") }] };
  it.each<[first: string, body: object, second: string, body: object, outcomes: [first: number, second: number]]>([
    ["PutItem", put("a"), "TransactGetItems", get, [200, 400]],
    ["BatchWriteItem", { RequestItems: { Shows: [{ PutRequest: put("a") }] } }, "TransactGetItems", get, [200, 400]],
    ["TransactGetItems", get, "PutItem", put("a"), [400, 200]],
    ["TransactGetItems", get, "TransactWriteItems", { TransactItems: [{ Put: put("a") }] }, [400, 200]],
    ["TransactGetItems", get, "PutItem", put("c"), [200, 200]],
    ["TransactGetItems", get, "TransactGetItems", get, [200, 200]],
    ["PutItem", put("a"), "TransactWriteItems", { TransactItems: [{ Put: put("a") }] }, [200, 200]],
    ["PutItem", put("a"), "PutItem", put("a"), [200, 200]],
  ])("%s %j, then %s %j", async (first, firstBody, second, secondBody, outcomes) => {
    const gate = transactionConflicts(aws.schemas, aws.faults, aws.clock);
    const { promise: both, resolve: go } = Promise.withResolvers<void>();
    const slowly = async () => {
      await both;
      return jsonAnswer({});
    };
    const answers = Promise.all([
      gate(dynamoDbCall(first, firstBody), slowly),
      gate(dynamoDbCall(second, secondBody), slowly),
    ]);
    go();
    expect((await answers).map(({ status }) => status)).toEqual(outcomes);
  });
});
