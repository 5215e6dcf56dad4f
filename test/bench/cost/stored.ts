import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { readable } from "#data/stored-form.ts";
import type { BenchStack } from "#test/bench/stack.ts";

export type Item = Readonly<Record<string, unknown>>;

/** What one sale has left in the table, as it is stored. */
export type Sold = {
  readonly event: Item;
  readonly ticketTypes: readonly Item[];
  readonly order: Item;
  readonly payment: Item;
  readonly tickets: readonly Item[];
  readonly notifications: readonly Item[];
  readonly availability: Item;
};

/** The same by the domain's names and in its form. */
export const readableSold = ({ event, ticketTypes, order, payment, tickets, notifications, availability }: Sold) => ({
  ...{ event: readable(event), order: readable(order), payment: readable(payment) },
  ...{ ticketTypes: ticketTypes.map(readable), tickets: tickets.map(readable) },
  ...{ notifications: notifications.map(readable), availability: readable(availability) },
});

/** The table of the running stack, by an operator's hand. */
export async function storedBy({ aws }: BenchStack) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(aws));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => name.startsWith("bilten-local-Table"));
  const get = async (pk: string, sk: string): Promise<Item> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    if (!Item) throw new Error(`Nothing is stored under ${pk}`);
    return Item;
  };
  const partition = async (pk: string): Promise<Item[]> => {
    const values = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
    return (await client.send(new QueryCommand({ TableName, ConsistentRead: true, ...values }))).Items ?? [];
  };

  /** All that was written for an order. */
  async function sold(orderId: string): Promise<Sold> {
    const order = await get(`order#${orderId}`, "order");
    const payment = await get(`payment#${order.paymentId}`, "payment");
    const lines = payment.lines as { ticketId: string }[];
    const tickets = await Promise.all(lines.map(({ ticketId }) => get(`ticket#${ticketId}`, "ticket")));
    const collection = await partition(`event#${order.eventId}`);
    const [event, availability] = ["event", "availability"].map((name) => collection.find(({ sk }) => sk === name));
    if (!event || !availability) throw new Error(`Order ${orderId} has no event, or nobody counted it`);
    const ticketTypes = collection.filter(({ sk }) => String(sk).startsWith("ticketType#"));
    const told = await partition(`user#${order.userId}#notifications`);
    const notifications = told.filter((row) => JSON.stringify(row.card).includes(orderId));
    return { event, ticketTypes, order, payment, tickets, notifications, availability };
  }

  return { client, TableName, get, partition, sold };
}
