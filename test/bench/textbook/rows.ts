import type { Item, Sold } from "#test/bench/cost/stored.ts";

/** What only the product's own design needs on an item: its keys, its cards, its outbox, its shards. */
const own =
  /^(pk|sk|gsi\dpk|gsi\dsk|card|tickets|__edb_[ev]__|fact|draws|shard|stockShard|holdBucket|shards|calendarMonth|mapCell)$/;

/** The same facts of the same sale, as the textbook stores them. */
const bare = (item: Item) => Object.fromEntries(Object.entries(item).filter(([name]) => !own.test(name)));

export const eventRow = (event: Item) => ({
  ...bare(event),
  ...{ pk: `event#${event.eventId}`, sk: "event" },
  ...{ gsi1pk: `organizer#${event.organizerId}#${event.status}`, gsi1sk: `${event.startDate}#${event.eventId}` },
  ...{ gsi2pk: `calendar#${event.status}`, gsi2sk: `${event.startDate}#${event.eventId}` },
});

export const typeRow = (type: Item): Item => ({ ...bare(type), pk: `event#${type.eventId}`, sk: type.sk });

export const orderRow = ({ order }: Sold, status: string) => ({
  ...bare(order),
  status,
  ...{ pk: `order#${order.orderId}`, sk: "order" },
  ...{ gsi1pk: `user#${order.userId}#order`, gsi1sk: `${order.createdAt}#${order.orderId}` },
  ...{ gsi2pk: `event#${order.eventId}`, gsi2sk: `order#${status}#${order.createdAt}#${order.orderId}` },
});

export const paymentRow = ({ payment }: Sold) => ({
  ...bare(payment),
  ...{ pk: `payment#${payment.paymentId}`, sk: "payment" },
  ...{ gsi1pk: `user#${payment.userId}#payment`, gsi1sk: `${payment.createdAt}#${payment.paymentId}` },
});

export const ticketRow = (ticket: Item, status: string) => ({
  ...bare(ticket),
  status,
  ...{ pk: `ticket#${ticket.ticketId}`, sk: "ticket" },
  ...{ gsi1pk: `user#${ticket.userId}#ticket`, gsi1sk: `${ticket.purchasedAt}#${ticket.ticketId}` },
  ...{ gsi2pk: `event#${ticket.eventId}`, gsi2sk: `ticket#${status}#${ticket.purchasedAt}#${ticket.ticketId}` },
});

/** What was answered is kept, so that a repeat can be given the same. */
export const idempotencyRow = (sold: Sold, key: string) => ({
  ...{ pk: `user#${sold.order.userId}#idempotency`, sk: `place-order#${key}` },
  ...{ requestHash: sold.order.bodyHash, status: 201, response: JSON.stringify(bare(sold.order)) },
  ...{ createdAt: sold.order.createdAt, purgeAt: 1_800_000_000 },
});

export const notificationRow = (row: Item): Item => ({
  ...bare(row),
  ...(row.card as Item),
  ...{ pk: row.pk, sk: row.sk },
  ...(row.isUnread === true && { gsi1pk: row.gsi1pk, gsi1sk: row.gsi1sk }),
});

export const scanRow = (ticket: Item, nonce: string, at: string) => ({
  ...{ pk: `event#${ticket.eventId}#scans`, sk: nonce, nonce, at, gate: "North gate", by: ticket.userId },
  ...{ eventId: ticket.eventId, ticketId: ticket.ticketId, admitted: true },
  ...{ gsi1pk: `event#${ticket.eventId}#scans`, gsi1sk: `${at}#${nonce}` },
});
