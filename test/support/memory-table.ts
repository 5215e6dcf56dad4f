import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamoDb } from "#infra/local/front/dynamodb-process.ts";

/** The name that entities use when the deployment names no table. */
const TableName = "bilten";

/** An empty table in memory, which all entities of this process then use. Answers what stops it. */
export async function memoryTable(): Promise<() => Promise<void>> {
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
  const create = new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: key("pk", "sk"),
    AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: indexes,
  });
  await new DynamoDBClient({}).send(create);
  return dynamoDb.stop;
}
