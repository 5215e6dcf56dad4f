import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

type Item = Readonly<Record<string, unknown>>;
/** DynamoDB's most items in one BatchWriteItem. */
const perRequest = 25;
/** Requests at the same time. */
const width = 8;

/** Writes many items, whatever is there. */
export async function putItems(
  client: DynamoDBDocumentClient,
  TableName: string,
  items: readonly Item[],
): Promise<void> {
  const parts = Array.from({ length: Math.ceil(items.length / perRequest) }, (_, at) =>
    items.slice(at * perRequest, (at + 1) * perRequest),
  );
  const next = parts.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const part of next) {
        let requests = part.map((Item) => ({ PutRequest: { Item } }));
        while (requests.length > 0) {
          const command = new BatchWriteCommand({ RequestItems: { [TableName]: requests } });
          const { UnprocessedItems } = await client.send(command);
          requests = (UnprocessedItems?.[TableName] ?? []) as typeof requests;
        }
      }
    }),
  );
}
