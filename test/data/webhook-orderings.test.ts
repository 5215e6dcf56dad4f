import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { event as events } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type LoadedOrder, loadPayment } from "#data/load-order.ts";
import { payment as payments } from "#data/payment.ts";
import { releaseOrder } from "#data/release-order.ts";
import { stock as stocks } from "#data/stock.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import { withPayment } from "#flows/open-payment.ts";
import { createIntent } from "#platform/payment-intent.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { everyOrdering, type Step, saved } from "#test/support/orderings.ts";
import {
  heldBy,
  openTill,
  orderOf,
  placedBy,
  shellAt,
  standingOf,
  type Till,
  toldBy,
  tries,
} from "#test/support/till.ts";

let till: Till;
beforeAll(async () => {
  // What is none of ours is said.
  vi.spyOn(console, "error").mockReturnValue();
  till = await openTill();
}, 60_000);
afterAll(() => till.stop());

type Follow = (event: Stripe.Event) => Promise<unknown>;
const follow: Follow = (event) => followStripeEvent(event, shellAt(20));

const concerns = ({ data }: Stripe.Event, intents: readonly string[]) => {
  const { id, payment_intent: of } = data.object as { readonly id: string; readonly payment_intent?: string };
  return intents.includes(of ?? id);
};

type Story = {
  readonly what: string;
  /** How it comes about; answers the intents it is about, and what happens besides Stripe's telling. */
  readonly happens: (sale: LoadedEvent) => Promise<{ intents: readonly string[]; besides?: readonly Step[] }>;
  /** What Stripe tells, if not what happened. */
  readonly told?: (event: Stripe.Event) => readonly Stripe.Event[];
  readonly ends: object;
};

/** Every ordering of what Stripe tells of a story, with any repeats. */
async function orderings({ happens, told = (event) => [event] }: Story, by: Follow = follow) {
  const sale = await till.sale(3);
  const { intents, besides = [] } = await happens(sale);
  const news = () =>
    toldBy(till)
      .filter((event) => concerns(event, intents))
      .flatMap(told);
  const { ends } = await everyOrdering({
    state: () => standingOf(sale.event.eventId, till),
    save: () => saved(till.records),
    steps: () => [
      ...news().map((event, index) => ({ name: `${index} ${event.type}`, run: () => by(structuredClone(event)) })),
      ...besides,
    ],
  });
  return { ends };
}

const opened = async (sale: LoadedEvent) => {
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

const stories: readonly Story[] = [
  {
    what: "a payment that Stripe tells of before our own write is there",
    happens: async (sale) => {
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
    happens: async (sale) => {
      const { intentId, intents } = await opened(sale);
      for (const card of [cards.declined, cards.declined, cards.good]) await tries(till, intentId, card);
      return { intents };
    },
    ends: confirmed,
  },
  {
    what: "a decline, a 3-D Secure that fails, a bank that waits and declines, and a 3-D Secure that is passed: five events",
    happens: async (sale) => {
      const { intentId, intents } = await opened(sale);
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
    happens: async (sale) => {
      const { intentId, intents } = await opened(sale);
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
    happens: async (sale) => {
      const { order, intentId, intents } = await opened(sale);
      await tries(till, intentId, cards.declined);
      await released(order);
      await tries(till, intentId, cards.good);
      return { intents };
    },
    ends: confirmed,
  },
  {
    what: "the same, its places gone: paid back",
    happens: async (sale) => {
      const { order, intentId, intents } = await opened(sale);
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
    happens: async (sale) => {
      const { order, intentId, intents } = await opened(sale);
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
    happens: async (sale) => {
      const { order, intentId } = await opened(sale);
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
    happens: async (sale) => {
      const { intentId, intents } = await opened(sale);
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

describe("every ordering of what Stripe tells, with any repeats, comes to one state:", { timeout: 120_000 }, () => {
  it.each(stories)("$what", async (story) => {
    const { ends } = await orderings(story);
    expect(ends.map(({ way }) => way)).toHaveLength(1);
    expect(ends[0]?.state).toMatchObject(story.ends);
  });

  it("but not if each event is believed to be the last word (the control)", async () => {
    const statuses: Readonly<Record<string, "failed" | "processing" | "completed">> = {
      "payment_intent.payment_failed": "failed",
      "payment_intent.processing": "processing",
      "payment_intent.succeeded": "completed",
    };
    const [, twice] = stories;
    if (!twice) throw new Error("There is no such story");
    const believing: Follow = async (event) => {
      const { data } = await payments.scan
        .where((item, op) => op.eq(item.paymentIntentId, (event.data.object as Stripe.PaymentIntent).id))
        .go();
      const [known] = data;
      const status = statuses[event.type];
      if (known && status) await payments.put({ ...known, status }).go();
    };
    const { ends } = await orderings(twice, believing);
    expect(ends.length).toBeGreaterThan(1);
  });
});
