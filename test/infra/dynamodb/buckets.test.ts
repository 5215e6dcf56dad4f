import { beforeEach, describe, expect, it } from "vitest";
import { partitionLimits } from "../../../infra/local/dynamodb/buckets.ts";
import { tableSchemas } from "../../../infra/local/dynamodb/table-schema.ts";
import { jsonAnswer } from "../../../infra/local/front/answers.ts";
import { type AwsCall, jsonBody } from "../../../infra/local/front/call.ts";
import { table } from "../resources.ts";
import { dynamoDbCall } from "./aws-call.ts";

const TableName = "Shows";
const IndexName = "byKind";
const schemas = tableSchemas([
  table(TableName, {
    GlobalSecondaryIndexes: [
      { IndexName, KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
    ],
  }),
]);

let now = 0;
let limits: ReturnType<typeof partitionLimits>;
const carriedOut: AwsCall[] = [];
const throttled: string[] = [];
beforeEach(() => {
  limits = partitionLimits({ schemas, clock: { now: () => now }, onThrottled: (what) => throttled.push(what) });
  for (const seen of [carriedOut, throttled]) seen.length = 0;
});

const spendWrites = (write: number, partition = "hot", resource = TableName) =>
  limits.spend([{ resource, partition, read: 0, write }]);
const spendReads = (read: number, partition = "hot", resource = TableName) =>
  limits.spend([{ resource, partition, read, write: 0 }]);

/** What the call is answered: `done`, or what kept it from being done. */
async function outcomeOf(operation: string, body: object): Promise<string> {
  const answer = await limits.gate(dynamoDbCall(operation, body), async (call) => {
    carriedOut.push(call);
    return jsonAnswer({});
  });
  const { __type, CancellationReasons, ThrottlingReasons, UnprocessedItems } = JSON.parse(answer.body.toString());
  if (CancellationReasons) return CancellationReasons.map(({ Code }: { Code: string }) => Code).join(" ");
  if (ThrottlingReasons) return `${/\w+$/.exec(__type)} ${ThrottlingReasons[0].reason}`;
  return UnprocessedItems ? `unprocessed ${UnprocessedItems[TableName].length}` : "done";
}

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "b" } });
const get = (pk: string) => ({ TableName, Key: key(pk) });
const put = (pk: string, more = {}) => ({ TableName, Item: { ...key(pk), ...more } });
const query = (pk: string, more = {}) => ({
  ...{ TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: pk } }, ...more },
});
const ofKind = { kind: { S: "hot" } };
const set = (pk: string) => ({
  ...{
    TableName,
    Key: key(pk),
    UpdateExpression: "SET kind = :kind",
    ExpressionAttributeValues: { ":kind": { S: "hot" } },
  },
});
const tableWrite = "ThrottlingException TableWriteKeyRangeThroughputExceeded";
const tableRead = "ThrottlingException TableReadKeyRangeThroughputExceeded";
const indexWrite = "ThrottlingException IndexWriteKeyRangeThroughputExceeded";

describe("a partition key whose units are used up", () => {
  it("is throttled for as long as what was overdrawn takes to come back", async () => {
    spendWrites(1_000);
    expect(await outcomeOf("PutItem", put("hot"))).toBe("done");
    spendWrites(500);
    expect(await outcomeOf("PutItem", put("hot"))).toBe(tableWrite);
    now += 499;
    expect(await outcomeOf("PutItem", put("hot"))).toBe(tableWrite);
    now += 1;
    expect(await outcomeOf("PutItem", put("hot"))).toBe("done");
    expect(throttled).toEqual(["PutItem Shows hot", "PutItem Shows hot"]);
  });

  it("saves nothing up for later", async () => {
    spendWrites(1);
    now += 300_000;
    spendWrites(1_001);
    expect(await outcomeOf("PutItem", put("hot"))).toBe(tableWrite);
  });

  it("has three times as many units for reads, apart from those for writes", async () => {
    spendReads(3_000);
    expect(await outcomeOf("GetItem", get("hot"))).toBe("done");
    spendReads(1);
    expect(await outcomeOf("GetItem", get("hot"))).toBe(tableRead);
    expect(await outcomeOf("PutItem", put("hot"))).toBe("done");
  });

  it.each([
    ["GetItem", get("cold"), "done"],
    ["Query", query("hot"), tableRead],
    ["Query", query("cold"), "done"],
    ["Query", query("hot", { IndexName }), "done"],
    ["Scan", { TableName }, "done"],
    ["PutItem", put("cold"), "done"],
    ["UpdateItem", get("hot"), tableWrite],
    ["DeleteItem", get("hot"), tableWrite],
    [
      "TransactWriteItems",
      { TransactItems: [{ Put: put("cold") }, { ConditionCheck: get("hot") }] },
      "None ThrottlingError",
    ],
    ["TransactGetItems", { TransactItems: [{ Get: get("hot") }, { Get: get("cold") }] }, "ThrottlingError None"],
    [
      "BatchWriteItem",
      { RequestItems: { Shows: [{ PutRequest: put("cold") }, { PutRequest: put("hot") }] } },
      "unprocessed 1",
    ],
    ["BatchWriteItem", { RequestItems: { Shows: [{ PutRequest: put("hot") }] } }, tableWrite],
  ])("%s %j is %s", async (operation, body, outcome) => {
    spendReads(9_000);
    spendWrites(9_000);
    expect(await outcomeOf(operation, body)).toBe(outcome);
    expect(carriedOut).toHaveLength(outcome === "done" || outcome.startsWith("unprocessed") ? 1 : 0);
  });

  it("of an index keeps back the table's writes that would reach it, and queries of it", async () => {
    spendWrites(9_000, "hot", `${TableName}/${IndexName}`);
    expect(await outcomeOf("PutItem", put("a", ofKind))).toBe(indexWrite);
    expect(await outcomeOf("UpdateItem", set("a"))).toBe(indexWrite);
    expect(await outcomeOf("PutItem", put("a"))).toBe("done");
    spendReads(9_000, "hot", `${TableName}/${IndexName}`);
    expect(await outcomeOf("Query", query("hot", { IndexName }))).toMatch("IndexReadKeyRangeThroughputExceeded");
    expect(carriedOut.map(jsonBody)).toEqual([put("a")]);
  });
});
