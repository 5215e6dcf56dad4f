import { afterAll } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { createMeter, type Meter } from "../../../infra/local/dynamodb/meter/meter.ts";
import { tableSchemas } from "../../../infra/local/dynamodb/table-schema.ts";
import type { Gate } from "../../../infra/local/front/call.ts";
import { openFront } from "../../../infra/local/front.ts";
import { arnOf, table } from "../resources.ts";

const keys = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: "HASH" },
  ...(sort ? [{ AttributeName: sort, KeyType: "RANGE" }] : []),
];

/** A table with an index of each projection: `some` and `keys` by the same keys, `all` by another; `local` is a local one. */
export const shows = table("Shows", {
  AttributeDefinitions: ["pk", "sk", "gpk", "gsk", "apk", "lsk"].map((AttributeName) => ({
    AttributeName,
    AttributeType: AttributeName === "gsk" ? "N" : "S",
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: "some",
      KeySchema: keys("gpk", "gsk"),
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["card"] },
    },
    { IndexName: "keys", KeySchema: keys("gpk", "gsk"), Projection: { ProjectionType: "KEYS_ONLY" } },
    { IndexName: "all", KeySchema: keys("apk"), Projection: { ProjectionType: "ALL" } },
  ],
  LocalSecondaryIndexes: [
    { IndexName: "local", KeySchema: keys("pk", "lsk"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
});

export type Answer = Readonly<Record<string, unknown>>;
export type MeteredTable = {
  readonly meter: Meter;
  /** Calls DynamoDB as the function `sell`; throws what it refuses with. */
  call(operation: string, body: object): Promise<Answer>;
  /** What a call used of the table and its indexes, be it refused or not. */
  cost(operation: string, body: object): Promise<Readonly<Record<string, number>>>;
};

/** For all tests of a file; the gates come after the meter. */
export async function meteredTable(...gates: readonly Gate[]): Promise<MeteredTable> {
  const front = await openFront({ clock: createClock() });
  const meter = createMeter(tableSchemas([shows]));
  front.use(meter.gate, ...gates);
  await front.create([shows]);
  afterAll(front.stop);
  const call = (operation: string, body: object) =>
    front.call({ service: "dynamodb", operation, body: { ...body }, as: arnOf.lambda("sell") });
  return {
    meter,
    call,
    async cost(operation, body) {
      meter.reset();
      await call(operation, body).catch(() => {});
      const { resources } = meter.read();
      const sums = Object.entries(resources).map(([name, { read, write }]) => [
        name.replace("Shows/", "").replace("Shows", "table"),
        read + write,
      ]);
      return Object.fromEntries(sums);
    },
  };
}

export const TableName = "Shows";
export const key = (pk: string, sk = "a") => ({ pk: { S: pk }, sk: { S: sk } });
export const text = (length: number) => ({ S: "x".repeat(length) });

export const at = { TableName, Key: key("p") };
/** In the indexes by their keys, and a whole item in them. */
export const indexed = { gpk: { S: "g" }, gsk: { N: "1" } };
export const small = { ...key("p"), ...indexed, card: text(10) };
export const put = (Item: object, more: object = {}) => ({ TableName, Item, ...more });
export const set = (name: string, value: object, id = key("p")) => ({
  ...{ TableName, Key: id, UpdateExpression: "SET #n = :v" },
  ...{ ExpressionAttributeNames: { "#n": name }, ExpressionAttributeValues: { ":v": value } },
});
