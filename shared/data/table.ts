import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

/** One client per Lambda instance. Retries and back-off are the SDK's; a slow table fails inside the gateway's 30 s. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Where every entity is stored. Without a name nothing can be read or written, but keys can still be built. */
export const table = { client, table: process.env.TABLE_NAME ?? "bilten" };

/** Throws if the table cannot be read. */
export async function canRead(): Promise<void> {
  await client.send(new GetCommand({ TableName: table.table, Key: { pk: "health", sk: "health" } }));
}
