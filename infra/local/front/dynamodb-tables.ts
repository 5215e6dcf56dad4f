import * as z from "zod";
import type { Resource } from "../seams.ts";
import { ofType, propertiesOf } from "./resource-properties.ts";

type CallDynamoDb = (operation: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>;

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const Index = z.object({ IndexName: z.string(), KeySchema, Projection: z.record(z.string(), z.unknown()) });

const Table = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.coerce.boolean() }).optional(),
});

/** Creates the template's tables, all on demand, and leaves those alone that a former run has left with data. */
export async function createTables(resources: readonly Resource[], call: CallDynamoDb): Promise<void> {
  const { TableNames } = z.object({ TableNames: z.array(z.string()) }).parse(await call("ListTables", {}));
  for (const resource of ofType(resources, "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")) {
    const table = propertiesOf(resource, Table);
    const wanted = { ...creation(table), TableName: resource.ref };
    if (TableNames.includes(resource.ref)) await expectSameKeys(wanted, call);
    else await create(wanted, table.TimeToLiveSpecification, call);
  }
}

type Creation = ReturnType<typeof creation> & { TableName: string };

function creation(table: z.output<typeof Table>) {
  return {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
    LocalSecondaryIndexes: table.LocalSecondaryIndexes,
    StreamSpecification: table.StreamSpecification && { ...table.StreamSpecification, StreamEnabled: true },
  };
}

type Expiry = z.output<typeof Table>["TimeToLiveSpecification"];

async function create(wanted: Creation, expiry: Expiry, call: CallDynamoDb): Promise<void> {
  await call("CreateTable", wanted);
  if (!expiry?.Enabled) return;
  await call("UpdateTimeToLive", { TableName: wanted.TableName, TimeToLiveSpecification: expiry });
}

const Described = z.object({ Table });

/** A template that has changed its keys or indexes since the data was written cannot be served from that data. */
async function expectSameKeys(wanted: Creation, call: CallDynamoDb): Promise<void> {
  const { Table: found } = Described.parse(await call("DescribeTable", { TableName: wanted.TableName }));
  if (keysOf(found) === keysOf(wanted)) return;
  throw new Error(
    `Table ${wanted.TableName} on disk has other keys, indexes or streams than the template. Start with --fresh to empty it.`,
  );
}

function keysOf(table: z.output<typeof Table> | Creation): string {
  const keys = (schema: z.output<typeof KeySchema>) => schema.map((key) => `${key.KeyType} ${key.AttributeName}`);
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const sorted = indexes
    .map(({ IndexName, KeySchema, Projection: { ProjectionType, NonKeyAttributes = [] } }) => [
      ...[IndexName, keys(KeySchema), ProjectionType],
      z.array(z.string()).parse(NonKeyAttributes).toSorted(),
    ])
    .sort();
  return JSON.stringify([keys(table.KeySchema), sorted, table.StreamSpecification?.StreamViewType]);
}
