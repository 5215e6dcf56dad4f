import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Item, Sold } from "#test/bench/cost/stored.ts";
import * as rows from "#test/bench/textbook/rows.ts";
import { TableName, type Textbook } from "#test/bench/textbook/table.ts";

type Client = Textbook["client"];
const isNew = "attribute_not_exists(pk)";
const put = (Item: Item) => ({ TableName, Item, ConditionExpression: isNew });
const keyOf = ({ pk, sk }: Item) => ({ pk, sk });

/** An event on sale: its own row, its types, and the counter that every buyer writes. */
export async function offer(client: Client, { event, ticketTypes }: Sold): Promise<void> {
  const items = [rows.eventRow(event), ...ticketTypes.map(rows.typeRow), { ...counterKey(event), sold: 0 }];
  for (const Item of items) await client.send(new PutCommand({ TableName, Item }));
}

const counterKey = ({ eventId }: Item) => ({ pk: `event#${eventId}`, sk: "counter" });

/** An order placed: one transaction over counter, order, idempotency and tickets. The intent was made before it. */
async function place(client: Client, sold: Sold, [order, tickets]: [status: string, status: string]): Promise<void> {
  await eventPage(client, sold);
  const { length } = sold.tickets;
  const count = {
    ...{ TableName, Key: counterKey(sold.event), UpdateExpression: "ADD sold :n" },
    ...{ ConditionExpression: "sold <= :most", ExpressionAttributeValues: { ":n": length, ":most": 500 - length } },
  };
  const items = [
    { Update: count },
    { Put: put(rows.orderRow(sold, order)) },
    { Put: put(rows.idempotencyRow(sold, randomUUID())) },
    ...sold.tickets.map((ticket) => ({ Put: put(rows.ticketRow(ticket, tickets)) })),
    ...(order === "confirmed" ? [{ Put: put(rows.paymentRow(sold)) }] : []),
  ];
  await client.send(new TransactWriteCommand({ TransactItems: items }));
}

/** A paid order: placed, then confirmed by the webhook in a second transaction, then told. */
export async function sellPaid(client: Client, sold: Sold): Promise<void> {
  await place(client, sold, ["pending", "reserved"]);
  const order = rows.orderRow(sold, "confirmed");
  await client.send(new GetCommand({ TableName, Key: keyOf(order), ConsistentRead: true }));
  const moved = [order, ...sold.tickets.map((ticket) => rows.ticketRow(ticket, "active"))];
  const items = [
    ...moved.map((item, at) => ({ Update: moving(item, at === 0 ? "pending" : "reserved") })),
    { Put: put(rows.paymentRow(sold)) },
  ];
  await client.send(new TransactWriteCommand({ TransactItems: items }));
  await tell(client, sold);
}

export async function sellFree(client: Client, sold: Sold): Promise<void> {
  await place(client, sold, ["confirmed", "active"]);
  await tell(client, sold);
}

/** The app's notification, and the mail's: written, then marked as sent. */
async function tell(client: Client, { notifications }: Sold): Promise<void> {
  for (const notification of notifications) {
    const item = rows.notificationRow(notification);
    await client.send(new PutCommand(put(item)));
    if (item.type !== "email") continue;
    const values = {
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":sent": "sent" },
    };
    const update = { TableName, Key: keyOf(item), UpdateExpression: "SET #status = :sent", ...values };
    await client.send(new UpdateCommand(update));
  }
}

/** Changes a status, and with it the place in the index that lists by status. */
const moving = (item: { pk: string; sk: string; gsi2sk: string; status: string }, from: string) => ({
  TableName,
  Key: keyOf(item),
  UpdateExpression: "SET #status = :to, gsi2sk = :place",
  ConditionExpression: "#status = :from",
  ExpressionAttributeNames: { "#status": "status" },
  ExpressionAttributeValues: { ":to": item.status, ":from": from, ":place": item.gsi2sk },
});

/** A ticket let in: read, moved to used, and the scan written down. */
export async function checkIn(client: Client, ticket: Item): Promise<void> {
  const used = rows.ticketRow(ticket, "used");
  await client.send(new GetCommand({ TableName, Key: keyOf(used), ConsistentRead: true }));
  await client.send(new UpdateCommand(moving(used, "active")));
  await client.send(new PutCommand(put(rows.scanRow(ticket, randomUUID(), String(ticket.purchasedAt)))));
}

export async function eventPage(client: Client, { event }: Sold): Promise<void> {
  const values = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": `event#${event.eventId}` } };
  await client.send(new QueryCommand({ TableName, ConsistentRead: true, ...values }));
}
