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
import { order as orders } from "#data/order.ts";
import { packUuid } from "#data/packing.ts";
import type { Order } from "#domain/order.ts";
import { openPayment, type Payment } from "#domain/payment.ts";
import { intentUpdate, paymentItem, stockUpdate } from "#test/bench/by-hand/sale-writes.ts";
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

  const hold = (sold: Order, order: Item, more: readonly Item[]) => {
    const taken = stockUpdate(sold, shard(), new Date().toISOString());
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
    async free(like: Like): Promise<void> {
      const sale = another(like);
      await hold(sale.sold, sale.order, [sale.payment, ...sale.tickets]);
      await tell(sale);
    },
    async paid(like: Like): Promise<void> {
      const sale = another(like);
      const { held, asked } = sale;
      await hold(sale.sold, held, []);
      const intent = intentUpdate(sale.sold.intentId ?? "", asked, new Date().toISOString());
      const { pk, sk } = held;
      await client.send(new UpdateItemCommand({ TableName, Key: typed({ pk, sk }), ...intent }));
      await client.send(new PutItemCommand({ TableName, Item: paymentItem(asked, new Date().toISOString()) }));
      const items = [sale.order, sale.payment, ...sale.tickets].map((item) => ({ Put: put(item) }));
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      await tell(sale);
    },
  };
}

type Caused = Pick<Sold, "order" | "payment" | "tickets" | "notifications" | "availability">;

/** A sale to do once more: all it leaves, and what it leaves while it waits for its payment. */
export type Like = Caused & {
  readonly sold: Order;
  /** Its order as it is stored first. */
  readonly held: Item;
  /** Its payment as it is opened. */
  readonly asked: Payment;
};

export function likeThat({ order, payment, tickets, notifications, availability }: Sold): Like {
  const sold = orders.parse({ Item: order }).data;
  if (!sold) throw new Error(`This is no order: ${JSON.stringify(order)}`);
  const open = { status: "pending", intentId: undefined, paymentId: undefined, confirmedAt: undefined } as const;
  const { Item: held } = orders.put({ ...sold, ...open, version: 1 }).params<{ Item: Item }>();
  return { order, payment, tickets, notifications, availability, sold, held, asked: openPayment(sold) };
}

/** The same sale once more, under ids of its own. */
function another({ availability, ...like }: Like): Like {
  const ids = [
    ...[like.order.orderId, like.payment.paymentId, ...like.tickets.map(({ ticketId }) => ticketId)],
    ...like.notifications.map(({ notificationId }) => notificationId),
  ];
  const text = ids.reduce<string>((text, id) => {
    const other = randomUUID();
    return text.replaceAll(String(id), other).replaceAll(String(packUuid(id)), String(packUuid(other)));
  }, JSON.stringify(like));
  return { ...JSON.parse(text), availability };
}
