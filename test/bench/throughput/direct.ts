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

  return {
    async free(like: Sold): Promise<void> {
      const { order, payment, tickets } = another(like);
      await hold(order, [payment, ...tickets]);
    },
    async paid(like: Sold): Promise<void> {
      const { order, payment, tickets } = another(like);
      const { intentId, paymentId, ...rest } = order;
      await hold({ ...rest, status: "pending" }, []);
      const { pk, sk } = order;
      const intent = intentUpdate(String(intentId), Payment.parse(payment), new Date().toISOString());
      await client.send(new UpdateItemCommand({ TableName, Key: typed({ pk, sk }), ...intent }));
      await client.send(new PutItemCommand(put({ ...payment, status: "pending" })));
      const items = [order, payment, ...tickets].map((item) => ({ Put: put(item) }));
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    },
  };
}

/** The same sale once more, under ids of its own. */
function another({ order, payment, tickets }: Sold): Pick<Sold, "order" | "payment" | "tickets"> {
  const ids = [order.orderId, payment.paymentId, ...tickets.map(({ ticketId }) => ticketId)];
  const text = ids.reduce<string>(
    (text, id) => text.replaceAll(String(id), randomUUID()),
    JSON.stringify({ order, payment, tickets }),
  );
  return JSON.parse(text);
}
