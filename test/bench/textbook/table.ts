import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createClock } from "#infra/local/clock.ts";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { createMeter } from "#infra/local/dynamodb/meter/meter.ts";
import { tableSchemas } from "#infra/local/dynamodb/table-schema.ts";
import { openFront } from "#infra/local/front.ts";
import type { Resource } from "#infra/local/seams.ts";

export const TableName = "textbook";

const key = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: "HASH" },
  { AttributeName: sk, KeyType: "RANGE" },
];
const indexes = ["gsi1", "gsi2", "gsi3"];
const names = ["", ...indexes].flatMap((index) => [`${index}pk`, `${index}sk`]);

/** One table with the same keys, and indexes that project everything. */
const table: Resource = {
  ...{ stack: "textbook", logicalId: "Table", type: "AWS::DynamoDB::GlobalTable", metadata: {}, ref: TableName },
  arn: `arn:aws:dynamodb:eu-central-1:000000000000:table/${TableName}`,
  properties: {
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: key("pk", "sk"),
    GlobalSecondaryIndexes: indexes.map((IndexName) => ({
      ...{ IndexName, KeySchema: key(`${IndexName}pk`, `${IndexName}sk`), Projection: { ProjectionType: "ALL" } },
    })),
  },
};

export type Textbook = {
  readonly client: DynamoDBDocumentClient;
  counted(work: () => Promise<unknown>): Promise<Reading>;
  stop(): Promise<void>;
};

/**
 * The textbook's table in a DynamoDB Local of its own, behind the same front and the same meter: the product's stack
 * meters the tables of its template only.
 */
export async function openTextbook(): Promise<Textbook> {
  const front = await openFront({ clock: createClock() });
  const meter = createMeter(tableSchemas([table]));
  front.use(meter.gate);
  await front.create([table]);
  const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
  const bare = new DynamoDBClient({ endpoint: front.url, region: "eu-central-1", credentials });
  return {
    client: DynamoDBDocumentClient.from(bare, { marshallOptions: { removeUndefinedValues: true } }),
    async counted(work) {
      meter.reset();
      await work();
      return meter.read();
    },
    stop: front.stop,
  };
}
