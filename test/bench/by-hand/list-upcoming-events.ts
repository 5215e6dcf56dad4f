import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { answer, sealed } from "#test/bench/by-hand/gateway.ts";

const client = new DynamoDBClient({});

/** One page of one calendar month, with a sealed cursor; a month with too few items is not made up from the next. */
export const handler = async (event: APIGatewayProxyEventV2) => {
  const started = performance.now();
  const reply = (status: number, body: object) => answer(event, "events/list-upcoming-events", started, status, body);
  const { from = new Date().toISOString(), limit = "20" } = event.queryStringParameters ?? {};
  if (Number.isNaN(Date.parse(from)) || !/^[1-9]\d?$|^100$/.test(limit)) return reply(400, {});
  const month = from.slice(0, 7);
  const query = new QueryCommand({
    TableName: process.env.TABLE_NAME,
    IndexName: "gsi2",
    KeyConditionExpression: "gsi2pk = :month AND gsi2sk >= :from",
    ExpressionAttributeValues: { ":month": { S: `calendar#published#${month}` }, ":from": { S: from } },
    Limit: Number(limit),
  });
  const { Items = [], LastEvaluatedKey } = await client.send(query);
  const items = Items.map((item) => {
    const { eventId, organizerId, categories = "", ...card } = unmarshall(item).card;
    const categoryIds = (categories.match(/.{22}/g) ?? []).map(uuid);
    return { ...card, eventId: uuid(eventId), organizerId: uuid(organizerId), categoryIds };
  });
  const nextCursor = LastEvaluatedKey ? await sealed(JSON.stringify([month, unmarshall(LastEvaluatedKey)])) : null;
  return reply(200, { items, nextCursor });
};

/** Cards hold ids as base64url. */
const uuid = (packed: string) =>
  Buffer.from(packed, "base64url")
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
