import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { readable } from "#data/stored-form.ts";
import { answer, callerOf, isUuid } from "#test/bench/by-hand/gateway.ts";
import { shown } from "#test/bench/by-hand/order-shown.ts";

const client = new DynamoDBClient({});

/** One item by its key, for its owner only. */
export const handler = async (event: APIGatewayProxyEventV2) => {
  const from = performance.now();
  const reply = (status: number, body: object) => answer(event, "orders/get-order", from, status, body);
  const userId = await callerOf(event, new Date());
  if (!userId) return reply(401, {});
  const orderId = event.pathParameters?.orderId;
  if (!isUuid(orderId)) return reply(404, {});
  const Key = { pk: { S: `order#${orderId}` }, sk: { S: "order" } };
  const get = new GetItemCommand({ TableName: process.env.TABLE_NAME, Key, ConsistentRead: true });
  const { Item } = await client.send(get);
  const order = Item && readable(unmarshall(Item));
  if (order?.userId !== userId) return reply(404, {});
  return reply(200, shown(order));
};
