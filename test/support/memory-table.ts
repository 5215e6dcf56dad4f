import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamoDb } from "#infra/local/front/dynamodb-process.ts";

/** The name that entities use when the deployment names no table. */
const live = "bilten";
export const archiveName = "bilten-archive";

/** An empty table in memory, which all entities of this process then use. Answers what stops it. */
export const memoryTable = () => tablesNamed([live]);

/** The same and its archive, which is looked into from then on. */
export function memoryTables(): Promise<() => Promise<void>> {
  process.env.ARCHIVE_TABLE_NAME = archiveName;
  return tablesNamed([live, archiveName]);
}

async function tablesNamed(names: readonly string[]): Promise<() => Promise<void>> {
  const dynamoDb = await startDynamoDb(undefined);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${dynamoDb.port}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: "HASH" as const },
    { AttributeName: sk, KeyType: "RANGE" as const },
  ];
  const indexes = ["gsi1", "gsi2", "gsi3"].map((IndexName) => ({
    IndexName,
    KeySchema: key(`${IndexName}pk`, `${IndexName}sk`),
    Projection: { ProjectionType: "ALL" as const },
  }));
  const keys = [key("pk", "sk"), ...indexes.map(({ KeySchema }) => KeySchema)].flat();
  for (const TableName of names) {
    const create = new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: key("pk", "sk"),
      AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" })),
      GlobalSecondaryIndexes: indexes,
    });
    await new DynamoDBClient({}).send(create);
  }
  return dynamoDb.stop;
}
