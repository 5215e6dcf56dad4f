import type Stripe from "stripe";
import { event as events } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type LoadedOrder, loadPayment } from "#data/load-order.ts";
import { releaseOrder } from "#data/release-order.ts";
import { stock as stocks } from "#data/stock.ts";
import { withPayment } from "#flows/open-payment.ts";
import { createIntent } from "#platform/payment-intent.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import type { Step } from "#test/support/orderings.ts";
import { heldBy, orderOf, placedBy, shellAt, type Till, tries } from "#test/support/till.ts";

export type Story = {
  readonly what: string;
  /** How it comes about; answers the intents it is about, and what happens besides Stripe's telling. */
  readonly happens: (
    sale: LoadedEvent,
    till: Till,
  ) => Promise<{ intents: readonly string[]; besides?: readonly Step[] }>;
  /** What Stripe tells, if not what happened. */
  readonly told?: (event: Stripe.Event) => readonly Stripe.Event[];
  readonly ends: object;
};

const opened = async (sale: LoadedEvent, till: Till) => {
  const order = await placedBy(till.buyer, sale);
  return { order, intentId: order.intentId ?? "", intents: [order.intentId ?? ""] };
};
const cards = { good: "pm_card_visa", declined: "pm_card_chargeDeclined", asks: "pm_card_authenticationRequired" };

/** The hold ended while Stripe could not be asked, so that its payment can still be made. */
async function released(order: LoadedOrder): Promise<void> {
  const payment = await loadPayment(order.paymentId ?? "");
  await releaseOrder(order, payment, "expired", changeAt(15));
}

const [sold, free] = [
  { left: 3, taken: 1 },
  { left: 4, taken: 0 },
];
const confirmed = {
  orders: [{ status: "confirmed", tells: "order.confirmed.v1" }],
  payments: [{ status: "completed", refundedAmount: 0, tickets: 1, charged: true }],
  tickets: [{ status: "active" }],
  stock: [sold],
  refunds: [],
};
const paidBack = {
  payments: [{ status: "refunded", tickets: 0 }],
  intents: ["succeeded"],
  refunds: ["2603 succeeded"],
};

/** What may happen to a payment, and how it ends whatever order it is told in. */
export const stories: readonly Story[] = [
  {
    what: "a payment that Stripe tells of before our own write is there",
    happens: async (sale, till) => {
      const { orderId } = await heldBy(till.buyer, sale);
      const { intentId } = await createIntent(await orderOf(orderId));
      await tries(till, intentId, cards.good);
      const ownWrite = async () => withPayment(await orderOf(orderId), shellAt(11));
      return { intents: [intentId], besides: [{ name: "our own write", run: ownWrite }] };
    },
    ends: confirmed,
  },
  {
    what: "a card declined twice, and another that pays",
    happens: async (sale, till) => {
      const { intentId, intents } = await opened(sale, till);
      for (const card of [cards.declined, cards.declined, cards.good]) await tries(till, intentId, card);
      return { intents };
    },
    ends: confirmed,
  },
  {
    what: "a decline, a 3-D Secure that fails, a bank that waits and declines, and a 3-D Secure that is passed: five events",
    happens: async (sale, till) => {
      const { intentId, intents } = await opened(sale, till);
      await tries(till, intentId, cards.declined);
      await tries(till, intentId, cards.asks);
      till.double.settleIntent(intentId, "failed");
      till.double.settleIntent(intentId, "processing");
      till.double.settleIntent(intentId, "failed");
      await tries(till, intentId, cards.asks);
      till.double.settleIntent(intentId, "succeeded");
      return { intents };
    },
    ends: confirmed,
  },
  {
    what: "a payment in process, declined in the end and cancelled at Stripe",
    happens: async (sale, till) => {
      const { intentId, intents } = await opened(sale, till);
      till.double.settleIntent(intentId, "processing");
      till.double.settleIntent(intentId, "failed");
      await till.stripe.paymentIntents.cancel(intentId);
      return { intents };
    },
    ends: {
      orders: [{ status: "cancelled" }],
      payments: [{ status: "cancelled" }],
      tickets: [],
      stock: [free],
      intents: ["canceled"],
    },
  },
  {
    what: "a payment that comes after its hold was released, its places free",
    happens: async (sale, till) => {
      const { order, intentId, intents } = await opened(sale, till);
      await tries(till, intentId, cards.declined);
      await released(order);
      await tries(till, intentId, cards.good);
      return { intents };
    },
    ends: confirmed,
  },
  {
    what: "the same, its places gone: paid back",
    happens: async (sale, till) => {
      const { order, intentId, intents } = await opened(sale, till);
      await tries(till, intentId, cards.declined);
      await released(order);
      await heldBy(till.buyer, sale, 3);
      await tries(till, intentId, cards.good);
      return { intents };
    },
    ends: {
      ...paidBack,
      orders: [{ status: "expired" }, { status: "pending" }],
      tickets: [],
      stock: [{ left: 1, taken: 3 }],
    },
  },
  {
    what: "the same, the event cancelled meanwhile: paid back",
    happens: async (sale, till) => {
      const { order, intentId, intents } = await opened(sale, till);
      await released(order);
      const { eventId } = sale.event;
      await events.patch({ eventId }).set({ status: "cancelled" }).composite(sale.event).go();
      await stocks.patch({ eventId, shard: 0 }).set({ live: false }).go();
      await tries(till, intentId, cards.good);
      return { intents };
    },
    ends: { ...paidBack, orders: [{ status: "expired" }], tickets: [], stock: [free] },
  },
  {
    what: "two payments of one order, of which one goes back",
    happens: async (sale, till) => {
      const { order, intentId } = await opened(sale, till);
      const other = await createIntent({ ...order, attempt: 2 });
      await tries(till, intentId, cards.good);
      await tries(till, other.intentId, cards.good);
      return { intents: [intentId, other.intentId] };
    },
    ends: {
      orders: confirmed.orders,
      payments: [
        { status: "completed", tickets: 1 },
        { status: "refunded", tickets: 0 },
      ],
      tickets: confirmed.tickets,
      stock: [sold],
      refunds: ["2603 succeeded"],
    },
  },
  {
    what: "payments of another amount, in another currency, for another order: nothing of ours",
    happens: async (sale, till) => {
      const { intentId, intents } = await opened(sale, till);
      await tries(till, intentId, cards.good);
      return { intents };
    },
    told: (event) =>
      [{ amount_received: 1 }, { currency: "usd" }, { metadata: { orderId: "another" } }].map((differs) => ({
        ...event,
        data: { object: { ...event.data.object, ...differs } },
      })) as unknown as Stripe.Event[],
    ends: {
      orders: [{ status: "pending" }],
      payments: [{ status: "pending" }],
      tickets: [],
      stock: [sold],
      refunds: [],
    },
  },
];
