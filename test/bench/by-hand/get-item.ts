import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

/** The least a Lambda with a table can be: one item by its key, as it is. */
export const handler = async (event: { readonly pathParameters?: Readonly<Record<string, string>> }) => {
  const pk = { S: `event#${event.pathParameters?.eventId}` };
  const Key = { pk, sk: { S: "event" } };
  const { Item } = await client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key }));
  return Item ? { statusCode: 200, body: JSON.stringify(Item) } : { statusCode: 404 };
};
