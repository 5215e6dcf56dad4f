import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { notification } from "#data/notification.ts";
import { readable } from "#data/stored-form.ts";
import { notificationOf } from "#domain/notification.ts";
import { created, purgeAfter } from "#domain/trail.ts";
import { table } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { now } from "#test/support/when.ts";

/** Every item kept under a person's own keys. */
export async function itemsOf(userId: string): Promise<Record<string, unknown>[]> {
  const { client, TableName } = await table();
  const partitions = [`user#${userId}`, `user#${userId}#notifications`];
  const pages = partitions.map((pk) => {
    const asked = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
    return client.send(new QueryCommand({ TableName, ConsistentRead: true, ...asked }));
  });
  return (await Promise.all(pages)).flatMap(({ Items = [] }) => Items.map(readable));
}

/**
 * What somebody is told in the app while `work` runs, before which they were told nothing: else what is told again would
 * not show. Afterwards they have what they had.
 */
export async function toldWhile({ userId }: { readonly userId: string }, work: () => Promise<unknown>) {
  const { client, TableName } = await table();
  const told = async () => (await itemsOf(userId)).filter((item) => item.__edb_e__ === "notification");
  const before = await told();
  if (before.length === 0) throw new Error(`${userId} was told nothing`);
  for (const { pk, sk } of before) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  await work();
  const meanwhile = await told();
  for (const Item of before) await client.send(new PutCommand({ TableName, Item }));
  return meanwhile;
}

/** Tells somebody so many things in the app, by an operator's hand. */
export async function manyNotifications(userId: string, count: number, message = "You were told."): Promise<void> {
  const { client, TableName } = await table();
  const at = await now();
  const requests = Array.from({ length: count }, (_, number) => {
    const fact = { id: freshKey(), type: "order.confirmed.v1", at: new Date(at.getTime() + number).toISOString() };
    const wording = { title: `Number ${number}`, message, about: {} };
    const told = notificationOf(fact, userId, "in_app", wording, at.toISOString());
    const item = { ...told, ...created({ now: at, by: "operator" }), purgeAt: purgeAfter(at, 86_400_000) };
    return { PutRequest: { Item: notification.put(item).params<PutCommandInput>().Item ?? {} } };
  });
  for (let from = 0; from < requests.length; from += 25) {
    const RequestItems = { [TableName]: requests.slice(from, from + 25) };
    await client.send(new BatchWriteCommand({ RequestItems }));
  }
}
