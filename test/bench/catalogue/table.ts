import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { table } from "#data/table.ts";
import { projected } from "#infra/constructs/projected.ts";
import { createClock } from "#infra/local/clock.ts";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { createMeter } from "#infra/local/dynamodb/meter/meter.ts";
import { tableSchemas } from "#infra/local/dynamodb/table-schema.ts";
import { openFront } from "#infra/local/front.ts";
import type { Resource } from "#infra/local/seams.ts";
import { putItems } from "#test/support/put-items.ts";

const key = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: "HASH" },
  { AttributeName: sk, KeyType: "RANGE" },
];
const indexes = ["gsi1", "gsi2", "gsi3"];
const names = ["", ...indexes].flatMap((index) => [`${index}pk`, `${index}sk`]);
const Projection = { ProjectionType: "INCLUDE", NonKeyAttributes: projected };

/** A table of the product with its indexes, and no stream: nothing follows what is put there. */
const tableCalled = (logicalId: string, ref: string): Resource => ({
  ...{ stack: "catalogue", logicalId, type: "AWS::DynamoDB::GlobalTable", metadata: {}, ref },
  arn: `arn:aws:dynamodb:eu-central-1:000000000000:table/${ref}`,
  properties: {
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: key("pk", "sk"),
    GlobalSecondaryIndexes: indexes.map((IndexName) => ({
      ...{ IndexName, KeySchema: key(`${IndexName}pk`, `${IndexName}sk`), Projection },
    })),
  },
});
const archive = "bilten-archive";
const resources = [tableCalled("Table", table.table), tableCalled("Archive", archive)];

type Item = Readonly<Record<string, unknown>>;
export type BigTable = Awaited<ReturnType<typeof openBigTable>>;

/**
 * A table of its own for very many items, beside an archive with nothing in it, which the product's data layer in this
 * process then reads: behind the same front and meter as the product's stack, which would have to tell the world of each
 * item put there.
 */
export async function openBigTable() {
  const front = await openFront({ clock: createClock() });
  const meter = createMeter(tableSchemas(resources));
  let isMetered = false;
  front.use((call, next) => (isMetered ? meter.gate(call, next) : next(call)));
  await front.create(resources);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: front.url,
    ARCHIVE_TABLE_NAME: archive,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "operator",
    AWS_SECRET_ACCESS_KEY: "operator",
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  let examined = 0;
  table.client.middlewareStack.add(
    (next) => async (call) => {
      const answer = await next(call);
      examined += (answer.output as { Count?: number }).Count ?? 0;
      return answer;
    },
    { step: "initialize", name: "examined", override: true },
  );
  return {
    put: (items: readonly Item[]) => putItems(client, table.table, items),
    /** What some work cost, and how many items its queries looked at. */
    async counted<T>(work: () => Promise<T>): Promise<{ result: T; reading: Reading; examined: number }> {
      meter.reset();
      examined = 0;
      isMetered = true;
      const result = await work();
      isMetered = false;
      return { result, reading: meter.read(), examined };
    },
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
      delete process.env.ARCHIVE_TABLE_NAME;
      await front.stop();
    },
  };
}
