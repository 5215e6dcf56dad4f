import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type Event, indexShardsFor } from "#domain/event.ts";
import { spread } from "#domain/ids.ts";
import { holdBucketOf, type Order, openOrder, orderIdOf } from "#domain/order.ts";
import { openPayment } from "#domain/payment.ts";
import type { TicketType } from "#domain/ticket-type.ts";
import { answer, callerOf, isUuid, secret } from "#test/bench/by-hand/gateway.ts";
import { shown } from "#test/bench/by-hand/order-shown.ts";
import { intentUpdate, paymentItem, stockUpdate } from "#test/bench/by-hand/sale-writes.ts";
import { storedOrder } from "#test/bench/by-hand/stored-order.ts";

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;
type StripeSecret = { secretKey: string; publishableKey: string; apiBase: string };

const stripe = Promise.all([import("stripe"), secret<StripeSecret>(process.env.STRIPE_SECRET_ARN)]).then(
  ([{ default: Stripe }, { secretKey, publishableKey, apiBase }]) => {
    const { hostname: host, port } = new URL(apiBase);
    const at = { host, port: Number(port), protocol: "http", telemetry: false } as const;
    return { client: new Stripe(secretKey, at), publishableKey };
  },
);

type Asked = { readonly eventId: string; readonly lines: { ticketTypeId: string; quantity: number }[] };

/** The rules of a sale are the product's own; all around them is written out. */
export const handler = async (event: APIGatewayProxyEventV2) => {
  const started = performance.now();
  const reply = (status: number, body: object) => answer(event, "orders/place-order", started, status, body);
  const now = new Date();
  const userId = await callerOf(event, now);
  const idempotencyKey = event.headers["idempotency-key"];
  if (!userId || !idempotencyKey) return reply(401, {});
  const asked: Asked = JSON.parse(event.body ?? "{}");
  if (!isUuid(asked.eventId) || !Array.isArray(asked.lines)) return reply(400, {});
  for (const { ticketTypeId, quantity } of asked.lines) {
    if (!isUuid(ticketTypeId) || !Number.isInteger(quantity) || quantity < 1 || quantity > 100) return reply(400, {});
  }

  const orderKey = { pk: `order#${orderIdOf(userId, idempotencyKey)}`, sk: "order" };
  const get = new GetItemCommand({ TableName, Key: marshall(orderKey), ConsistentRead: true });
  if ((await client.send(get)).Item) return reply(409, {});
  const query = new QueryCommand({
    TableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: `event#${asked.eventId}` } },
    ConsistentRead: true,
  });
  const items = ((await client.send(query)).Items ?? []).map((item) => unmarshall(item));
  const show = items.find(({ sk }) => sk === "event") as Event | undefined;
  if (!show) return reply(404, {});
  const ticketTypes = items.filter(({ sk }) => sk.startsWith("ticketType#")) as TicketType[];

  const order: Order = openOrder({ event: show, ticketTypes }, asked, { userId, idempotencyKey, now });
  const shard = spread(order.orderId, show.stockShards);
  order.draws.push(...order.lines.map(({ ticketTypeId, quantity }) => ({ shard, ticketTypeId, quantity })));
  const at = now.toISOString();
  const stored = {
    ...order,
    ...orderKey,
    ...{ gsi1pk: `user#${userId}#order`, gsi1sk: `${at}#${order.orderId}` },
    ...{ gsi3pk: `holds#${holdBucketOf(order)}`, gsi3sk: `${order.holdUntil}#${order.orderId}` },
    ...{ shard: spread(order.orderId, indexShardsFor(show)), holdBucket: holdBucketOf(order) },
    ...{ __edb_e__: "order", __edb_v__: "1" },
    ...{ createdAt: at, updatedAt: at, changedBy: userId, version: 1 },
  };
  const put = { TableName, Item: marshall(storedOrder(stored), { removeUndefinedValues: true }) };
  const hold = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { ...put, ConditionExpression: "attribute_not_exists(pk)" } },
      { Update: { TableName, ...stockUpdate(order, shard, at) } },
    ],
  });
  await client.send(hold);

  const { client: payments, publishableKey } = await stripe;
  const amount = { amount: order.total, currency: order.currency.toLowerCase() };
  const card = { allowed_payment_method_types: ["card"], metadata: { orderId: order.orderId } } as const;
  const intent = await payments.paymentIntents.create(
    { ...amount, ...card, allowed_payment_method_types: ["card"] },
    { idempotencyKey: `order:${order.orderId}:intent:1` },
  );
  const payment = openPayment({ ...order, intentId: intent.id });
  await client.send(
    new UpdateItemCommand({ TableName, Key: marshall(orderKey), ...intentUpdate(intent.id, payment, at) }),
  );
  await client.send(new PutItemCommand({ TableName, Item: paymentItem(payment, at) }));
  const { paymentId, status } = payment;
  const opened = { paymentId, status, clientSecret: intent.client_secret, publishableKey };
  const view = shown({ ...order, paymentId, createdAt: at, updatedAt: at, version: 2 });
  return reply(201, { ...view, payment: opened });
};
