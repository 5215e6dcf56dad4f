import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { payment as payments } from "#data/payment.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import { everyOrdering, saved } from "#test/support/orderings.ts";
import { type Story, stories } from "#test/support/stripe-stories.ts";
import { openTill, shellAt, standingOf, type Till, toldBy } from "#test/support/till.ts";

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

/** Every ordering of what Stripe tells of a story, with any repeats. */
async function orderings({ happens, told = (event) => [event] }: Story, by: Follow = follow) {
  const sale = await till.sale(3);
  const { intents, besides = [] } = await happens(sale, till);
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
