import { asItIs, moveItems } from "#data/move-items.ts";
import { order as orders } from "#data/order.ts";
import { readFirst } from "#data/page.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit as limits } from "#data/person-limit.ts";
import { type Key, keyBy, type Raw, readRaw } from "#data/read-raw.ts";
import { readable } from "#data/stored-form.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { type Event, indexShardsFor } from "#domain/event.ts";
import { soldStatuses } from "#domain/order.ts";

/** Their tickets are one read: an order has ten at most, and a read a hundred keys. */
const together = 10;

/** At most so many orders of an event that the index still shows in the live table. */
export async function ordersOf(event: Pick<Event, "eventId" | "stockShards">, most: number): Promise<string[]> {
  const { eventId } = event;
  const found: string[] = [];
  for (let shard = 0; shard < indexShardsFor(event); shard++) {
    for (const status of soldStatuses) {
      const query = orders.query.ofEvent({ eventId, shard, status });
      const page = found.length < most ? await readFirst(query, most - found.length) : [];
      found.push(...page.map(({ orderId }) => orderId));
    }
  }
  return found;
}

/**
 * Moves orders to the archive, each with its payment and tickets in a transaction of its own, and what their buyers are
 * counted to have with the first of theirs. Who was changed or moved
 * since is left for the next time. Throws, once all others have moved, if one lacks its payment or a ticket.
 */
export async function archiveOrders(orderIds: readonly string[], now: Date): Promise<void> {
  const lacking: string[] = [];
  for (let from = 0; from < orderIds.length; from += together) {
    const keys = orderIds.slice(from, from + together).map((orderId) => keyBy(orders.get({ orderId })));
    const sales = await readSales(keys);
    await Promise.all(
      sales.map(async ({ order, others, limit }) => {
        if (others.includes(undefined)) lacking.push(String(order.orderId));
        else await moveItems([order, ...others, limit].flatMap((item) => item ?? []).map(asItIs(now.toISOString())));
      }),
    );
  }
  // Another run may have moved the order between the reads: then nothing is lacking.
  const stay = await readRaw(lacking.map((orderId) => keyBy(orders.get({ orderId }))));
  const ids = stay.map(({ orderId }) => orderId).join(", ");
  if (stay.length > 0) throw new Error(`Orders lack their payment or a ticket: ${ids}`);
}

type Line = { readonly ticketId: string };

/** Those of these orders that are in the live table, each with its payment and tickets, or what is missing of them. */
async function readSales(keys: readonly Key[]) {
  const found = await readRaw(keys);
  const paymentOf = ({ paymentId }: Raw) => keyBy(payments.get({ paymentId: String(paymentId) }));
  const paid = byKey(await readRaw(found.map(paymentOf)));
  const ticketsOf = (order: Raw) =>
    ((paid(paymentOf(order))?.lines ?? []) as Line[]).map(({ ticketId }) => keyBy(tickets.get({ ticketId })));
  const issued = byKey(await readRaw(found.flatMap(ticketsOf)));
  const counted = new Map((await readRaw(uniqueLimits(found))).map((item) => [item.pk, item]));
  return found.map((order) => {
    const { pk } = limitOf(order);
    const limit = counted.get(pk);
    counted.delete(pk);
    return { order, others: [paid(paymentOf(order)), ...ticketsOf(order).map(issued)], limit };
  });
}

function limitOf(order: Raw): Key {
  const { eventId, userId } = readable(order);
  return keyBy(limits.get({ eventId: String(eventId), userId: String(userId) }));
}

const uniqueLimits = (found: readonly Raw[]) => [...new Map(found.map(limitOf).map((key) => [key.pk, key])).values()];

function byKey(items: readonly Raw[]) {
  const known = new Map(items.map((item) => [item.pk, item]));
  return ({ pk }: Key): Raw | undefined => known.get(pk);
}
