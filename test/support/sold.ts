import { randomBytes } from "node:crypto";
import { BatchWriteCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { event as events } from "#data/event.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { ticketType as types } from "#data/ticket-type.ts";
import { confirmation } from "#domain/confirmation.ts";
import { Event } from "#domain/event.ts";
import { holdBucketOf, openOrder } from "#domain/order.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { created } from "#domain/trail.ts";
import { putStock, stockOf, stored, table } from "#test/support/operator.ts";
import { freshKey, type Person } from "#test/support/people.ts";
import type { Show } from "#test/support/shows.ts";
import { now } from "#test/support/when.ts";

/** So many free orders of one ticket each, written by an operator's hand: to buy them all is not what a walk is about. */
export async function soldByHand({ eventId, ticketTypeId }: Show, { userId }: Person, count: number) {
  const { client, TableName } = await table();
  const at = await now();
  const event = Event.parse((await stored(events.get({ eventId }).params())).item);
  const type = TicketType.parse((await stored(types.get({ eventId, ticketTypeId }).params())).item);
  const trail = created({ now: at, by: "operator" });
  const issue = { at: at.toISOString(), expiresAt: event.checkInUntil, random: randomBytes };
  const sales = Array.from({ length: count }, () => {
    const wish = { eventId, lines: [{ ticketTypeId, quantity: 1 }] };
    const open = openOrder({ event, ticketTypes: [type] }, wish, { userId, idempotencyKey: freshKey(), now: at });
    return confirmation({ ...open, draws: [{ shard: 0, ticketTypeId, quantity: 1 }] }, undefined, issue);
  });
  await Promise.all(
    sales.map(({ order, payment, tickets: issued }) => {
      const items = [
        orders.create({ ...order, holdBucket: holdBucketOf(order), ...trail }).params<PutCommandInput>(),
        payments.create({ ...payment, ...trail }).params<PutCommandInput>(),
        ...issued.map((ticket) => tickets.create({ ...ticket, ...trail }).params<PutCommandInput>()),
      ];
      const requests = items.map(({ Item }) => ({ PutRequest: { Item } }));
      return client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    }),
  );
  const [stock] = await stockOf(eventId, 1);
  const known = stock?.types[ticketTypeId];
  if (!stock || !known) throw new Error(`Event ${eventId} has no stock`);
  const moved = { left: known.left - count, taken: known.taken + count };
  const counted = { ...stock.types, [ticketTypeId]: { ...known, ...moved } };
  await putStock({ ...stock, left: stock.left - count, taken: stock.taken + count, types: counted });
  return sales.map(({ order }) => order.orderId);
}
