import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { loadOrder } from "#data/load-order.ts";
import { readable } from "#data/stored-form.ts";
import { table } from "#data/table.ts";
import { openOrder } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import type { TicketType } from "#domain/ticket-type.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { withPayment } from "#flows/open-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { createClock } from "#infra/local/clock.ts";
import { openRecords, type Records } from "#infra/local/stripe/records.ts";
import { followedEvents } from "#platform/followed-events.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { stripeBeside } from "#test/support/stripe-beside.ts";

/** What a flow is given at a minute of the day the table was filled. */
export const shellAt = (minute: number): Shell => ({ now: at(minute), change: (tells) => changeAt(minute, tells) });

/**
 * Everything the flows of this process need to sell: a table in memory with an organizer and a buyer, and a Stripe of its
 * own, which tells nobody anything, and whose clock stands.
 */
export async function openTill(clock = createClock(at(10).getTime())) {
  const stopTable = await memoryTable();
  const records = openRecords();
  const account = await stripeBeside({ clock, records, enabledEvents: followedEvents });
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  let shows = 0;
  return {
    buyer: nour,
    clock,
    records,
    ...account,
    /** An event on sale, with so many tickets of one type. */
    sale: (tickets = 9, terms: Partial<TicketType> = {}) =>
      aShow(`till ${shows++}`, organizerId, tickets + 1, [2500], mona.userId, terms),
    stop: async () => {
      await account.stop();
      await stopTable();
    },
  };
}
export type Till = Awaited<ReturnType<typeof openTill>>;

let orders = 0;

/** Tickets held, as they are before Stripe is asked. */
export async function heldBy({ userId }: { readonly userId: string }, sale: LoadedEvent, quantity = 1, minute = 10) {
  const [type] = sale.ticketTypes;
  const checkout = { eventId: sale.event.eventId, lines: [{ ticketTypeId: type?.ticketTypeId ?? "", quantity }] };
  const draft = openOrder(sale, checkout, { userId, idempotencyKey: `till order ${orders++}`, now: at(minute) });
  const { order } = await holdStock(draft, sale.event.stockShards, changeAt(minute, orderPlaced), (order) => order);
  return order;
}

/** The same with their payment opened at Stripe. */
export async function placedBy(buyer: { readonly userId: string }, sale: LoadedEvent, quantity = 1, minute = 10) {
  const { orderId } = await heldBy(buyer, sale, quantity, minute);
  const order = await orderOf(orderId);
  await withPayment(order, shellAt(minute));
  return orderOf(orderId);
}

export async function orderOf(orderId: string) {
  const order = await loadOrder(orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}

/** A card that is tried; declines are what is wanted of some. */
export const tries = ({ stripe }: Till, intentId: string | undefined, card: string) =>
  stripe.paymentIntents
    .confirm(intentId ?? "", { payment_method: card, return_url: "https://shop.example" })
    .catch((error: unknown) => error);

/** All items of the table, by the domain's names. */
export async function everything(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.table, ConsistentRead: true }));
  return Items.map(readable);
}

/** All that Stripe has told, or would have. */
export const toldBy = ({ records }: { readonly records: Records }) =>
  records.events.all().filter(({ type }) => followedEvents.some((followed) => followed === type));

/** How everything that is sold of an event stands, here and at Stripe; whose is whose is left out. */
export async function standingOf(eventId: string, { records }: { readonly records: Records }) {
  const items = (await everything()).filter((item) => item.eventId === eventId);
  const of = <T extends object>(kind: string, show: (item: Record<string, unknown>) => T) =>
    items
      .filter((item) => item.__edb_e__ === kind)
      .map(show)
      .toSorted(byText);
  const orderIds = items.flatMap((item) => (item.__edb_e__ === "order" ? [item.orderId] : []));
  const intents = records.intents.all().filter(({ metadata }) => orderIds.includes(metadata.orderId));
  const refunds = records.refunds.all().filter(({ payment_intent: of }) => intents.some(({ id }) => id === of));
  return {
    orders: of("order", ({ status, fact, holdUntil }) => ({
      status,
      tells: (fact as Told | undefined)?.type,
      holdUntil,
    })),
    payments: of("payment", ({ status, refundedAmount, lines, paymentDetails }) => {
      const { chargeId, declineCode } = paymentDetails as Payment["paymentDetails"];
      const tickets = (lines as Payment["lines"]).length;
      return { status, refundedAmount, tickets, charged: chargeId !== undefined, declineCode };
    }),
    tickets: of("ticket", ({ status }) => ({ status })),
    stock: of("stock", ({ left, taken, types }) => ({ left, taken, types })),
    intents: intents.map(({ status }) => status).toSorted(),
    refunds: refunds.map(({ amount, status }) => `${amount} ${status}`).toSorted(),
  };
}
type Told = { readonly type: string };
const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
