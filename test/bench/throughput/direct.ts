import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { Order } from "#domain/order.ts";
import { Payment } from "#domain/payment.ts";
import { intentUpdate, stockUpdate } from "#test/bench/by-hand/sale-writes.ts";
import type { Item, Sold } from "#test/bench/cost/stored.ts";
import type { BenchStack } from "#test/bench/stack.ts";

const TableName = "direct";
const typed = (item: Item) => marshall(item, { removeUndefinedValues: true });
const put = (item: Item) => ({ TableName, Item: typed(item) });

/** A client that does the writes of a sale and nothing else, on a table like the product's beside it, without a stream. */
export async function directClient({ aws }: BenchStack, productTable: string, stock: readonly Item[]) {
  const client = new DynamoDBClient(aws);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: productTable }));
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = Table ?? {};
  await client.send(
    new CreateTableCommand({
      ...{ TableName, KeySchema, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" },
      GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        ...{ IndexName, KeySchema, Projection },
      })),
    }),
  );
  for (const item of stock) await client.send(new PutItemCommand(put(item)));
  const shard = () => Math.floor(Math.random() * stock.length);

  const hold = (order: Item, more: readonly Item[]) => {
    const taken = stockUpdate(Order.parse(order), shard(), new Date().toISOString());
    const items = [
      { Put: { ...put(order), ConditionExpression: "attribute_not_exists(pk)" } },
      { Update: { TableName, ...taken } },
      ...more.map((item) => ({ Put: put(item) })),
    ];
    return client.send(new TransactWriteItemsCommand({ TransactItems: items }));
  };

  /** What an order's reactions write: the app's notification, the mail's row before and after sending, the figures. */
  const tell = async ({ notifications, availability }: Caused) => {
    const sent = {
      UpdateExpression: "SET sentAt = :at",
      ExpressionAttributeValues: typed({ ":at": new Date().toJSON() }),
    };
    for (const notification of notifications) {
      const { pk, sk, type } = notification;
      await client.send(new PutItemCommand(put(notification)));
      if (type === "email") await client.send(new UpdateItemCommand({ TableName, Key: typed({ pk, sk }), ...sent }));
    }
    await client.send(new PutItemCommand(put(availability)));
  };

  return {
    async free(like: Sold): Promise<void> {
      const sale = another(like);
      await hold(sale.order, [sale.payment, ...sale.tickets]);
      await tell(sale);
    },
    async paid(like: Sold): Promise<void> {
      const sale = another(like);
      const { intentId, paymentId, ...order } = sale.order;
      await hold({ ...order, status: "pending" }, []);
      const intent = intentUpdate(String(intentId), Payment.parse(sale.payment), new Date().toISOString());
      const { pk, sk } = order;
      await client.send(new UpdateItemCommand({ TableName, Key: typed({ pk, sk }), ...intent }));
      await client.send(new PutItemCommand(put({ ...sale.payment, status: "pending" })));
      const items = [sale.order, sale.payment, ...sale.tickets].map((item) => ({ Put: put(item) }));
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      await tell(sale);
    },
  };
}

type Caused = Pick<Sold, "order" | "payment" | "tickets" | "notifications" | "availability">;

/** The same sale once more, under ids of its own. */
function another({ order, payment, tickets, notifications, availability }: Sold): Caused {
  const ids = [
    ...[order.orderId, payment.paymentId, ...tickets.map(({ ticketId }) => ticketId)],
    ...notifications.map(({ notificationId }) => notificationId),
  ];
  const text = ids.reduce<string>(
    (text, id) => text.replaceAll(String(id), randomUUID()),
    JSON.stringify({ order, payment, tickets, notifications }),
  );
  return { ...JSON.parse(text), availability };
}
