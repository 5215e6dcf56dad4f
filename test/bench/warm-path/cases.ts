import { event as events, indexed } from "#data/event.ts";
import { order as orders } from "#data/order.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import type { Event } from "#domain/event.ts";
import { holdBucketOf, openOrder } from "#domain/order.ts";
import { paymentIdOf } from "#domain/payment.ts";
import { openingStock } from "#domain/stock.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { projected as attributes } from "#infra/constructs/projected.ts";
import type { Sent } from "#test/platform/gateway-event.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

/** One operation: what is sent to it, and what AWS answers meanwhile. */
export type Case = {
  readonly id: string;
  readonly sent: Sent;
  readonly status: number;
  /** By DynamoDB action; plain values. */
  readonly replies: Readonly<Record<string, object>>;
};

export const caller = {
  userId: "00000000-0000-4000-8000-000000000001",
  role: "attendee",
  emailVerified: true,
  familyId: "00000000-0000-4000-8000-000000000002",
} as const;
export const intentId = "pi_3Bench0000000000000000001";

type Stored = { readonly Item: Readonly<Record<string, unknown>> };
const itemOf = (put: { params<P>(): P }) => put.params<Stored>().Item;

/** The three: a get, a list of twenty, and the sale. */
export function cases(now: Date): Case[] {
  const startDate = shifted(now, days(30));
  const dates = { startDate, endDate: shifted(startDate, hours(3)) };
  const trail = created({ now, by: caller.userId });
  const event = anEvent({ ...dates, location: "Cairo, Egypt", latitude: 30.0444, longitude: 31.2357 });
  const type = aTicketType(1);
  const lines = [{ ticketTypeId: type.ticketTypeId, quantity: 2 }];
  const checkout = { eventId: event.eventId, lines };
  const idempotencyKey = "bench-0000-0000-0001";
  const asked = { userId: caller.userId, idempotencyKey, now };
  const held = openOrder({ event, ticketTypes: [type] }, checkout, asked);
  const paymentId = paymentIdOf({ orderId: held.orderId, intentId });
  const opened = { ...held, draws: [{ shard: 0, quantity: 2, ticketTypeId: type.ticketTypeId }] };
  const remembered = { ...opened, intentId, paymentId, holdBucket: holdBucketOf(held), ...trail, version: 2 };
  const order = itemOf(orders.put(remembered));
  const sale = [
    itemOf(events.put({ ...indexed(event), ...trail })),
    itemOf(ticketTypes.put({ ...type, ...trail })),
    ...openingStock(event, [type]).map((stock) => itemOf(stocks.put({ ...stock, ...trail }))),
  ];
  const month = startDate.slice(0, 7);
  const page = Array.from({ length: 20 }, (_, place) => projected(event, place, trail));
  const { pk, sk, gsi2pk, gsi2sk } = page.at(-1) as Readonly<Record<string, unknown>>;
  return [
    {
      id: "orders/get-order",
      sent: { path: { orderId: held.orderId } },
      status: 200,
      replies: { GetItem: { Item: order } },
    },
    {
      id: "events/list-upcoming-events",
      sent: { query: { from: `${month}-01T00:00:00Z`, limit: "20" } },
      status: 200,
      replies: { Query: { Items: page, LastEvaluatedKey: { pk, sk, gsi2pk, gsi2sk } } },
    },
    {
      id: "orders/place-order",
      sent: { headers: { "idempotency-key": idempotencyKey }, body: JSON.stringify(checkout) },
      status: 201,
      replies: {
        GetItem: {},
        Query: { Items: sale },
        TransactWriteItems: {},
        UpdateItem: { Attributes: order },
        PutItem: {},
      },
    },
  ];
}

/** An event as the calendar's index holds it. */
function projected(event: Event, place: number, trail: ReturnType<typeof created>) {
  const eventId = event.eventId.replace(/.{3}$/, String(100 + place));
  const item = itemOf(events.put({ ...indexed({ ...event, eventId }), ...trail }));
  const names = ["pk", "sk", "gsi2pk", "gsi2sk", ...attributes];
  return Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
}
