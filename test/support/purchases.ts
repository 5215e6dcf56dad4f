import Stripe from "stripe";
import type * as z from "zod";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import type { BadWebhook } from "#infra/local/stripe/bad-webhooks.ts";
import type { BodyOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { aVerifiedUser, freshKey, type Person } from "#test/support/people.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";
import { everythingSettles } from "#test/support/when.ts";

export type Placed = BodyOf<typeof placeOrder>;

type Wish = {
  readonly show?: Pick<Show, "eventId" | "ticketTypeId">;
  readonly buyer?: Person;
  readonly quantity?: number;
};

/** Tickets held, not paid yet; of a free event they are bought. */
export async function aHold({ show: given, buyer: known, quantity = 1 }: Wish = {}) {
  const show = given ?? (await aPublishedEvent());
  const buyer = known ?? (await aVerifiedUser());
  const lines = [{ ticketTypeId: show.ticketTypeId, quantity }];
  const options = { token: buyer.token, idempotencyKey: freshKey() };
  const order = isDone(await api.call(placeOrder, { eventId: show.eventId, lines }, options), 201);
  return { show, buyer, order, orderId: order.orderId };
}

/** Tickets paid for with a card, and issued. */
export async function aPaidOrder(wish: Wish = {}) {
  const { show, buyer, order: held, orderId } = await aHold(wish);
  if (held.payment) await pay(held);
  await everythingSettles();
  const order = isDone(await api.call(getOrder, { orderId }, { token: buyer.token }));
  const { items } = isDone(await api.call(listMyTickets, { limit: 100 }, { token: buyer.token }));
  const tickets = items.filter((ticket) => ticket.eventId === show.eventId);
  return { show, buyer, order, orderId, tickets };
}

/** Confirms an order's payment as Stripe.js in the buyer's browser does, with one of Stripe's test cards. */
export async function pay(order: Placed, card = "pm_card_visa"): Promise<Stripe.PaymentIntent> {
  if (!order.payment) throw new Error(`Order ${order.orderId} has nothing to pay`);
  const { clientSecret, publishableKey } = order.payment;
  // A browser has no secret key: the intent's own secret stands for it, which the server-side types do not know.
  const params = { client_secret: clientSecret, payment_method: card };
  return stripe(publishableKey).paymentIntents.confirm(intentIdOf(order), params);
}

/** Cancels an order's payment as the operator can, in Stripe's dashboard. */
export async function cancelledAtStripe(order: Placed): Promise<void> {
  await stripe("sk_test_bilten").paymentIntents.cancel(intentIdOf(order));
}

/** Pays a sum back as an organizer can in Stripe's dashboard, all that is left unless given. */
export const refundedAtStripe = (order: Placed, amount?: number): Promise<Stripe.Refund> =>
  stripe("sk_test_bilten").refunds.create({ payment_intent: intentIdOf(order), ...(amount && { amount }) });

export const intentIdOf = ({ payment }: Placed) => payment?.clientSecret.replace(/_secret_.*/, "") ?? "";

/** Stripe as the stack under test knows it: its double, unless the stack is deployed. */
function stripe(key: string): Stripe {
  const { stripe: double } = stack();
  if (!double) return new Stripe(key);
  const { hostname, port } = new URL(double);
  return new Stripe(key, { host: hostname, port, protocol: "http", telemetry: false, maxNetworkRetries: 0 });
}

/** Asks Stripe's double to behave in some way, as its controls say: `/_double/webhooks`, `/_double/fail` and others. */
export async function stripeDoes(path: `/_double/${string}`, body: object = {}): Promise<unknown> {
  const { stripe: double } = stack();
  if (!double) throw new Error("A deployed stage has no double of Stripe");
  const response = await fetch(new URL(path, double), { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** What we answer to a bad webhook of Stripe's double. */
export const stripeAnswered = async (bad: z.input<typeof BadWebhook>): Promise<unknown> =>
  ((await stripeDoes("/_double/webhooks/bad", bad)) as { answer: unknown }).answer;

/** Has Stripe tell again that an order's payment succeeded. */
export async function stripeRepeats(order: Placed): Promise<void> {
  const told = (await stripeLedger()).events.find(
    ({ type, data }) =>
      type === "payment_intent.succeeded" && (data.object as Stripe.PaymentIntent).metadata.orderId === order.orderId,
  );
  await stripeDoes(`/_double/events/${told?.id}/resend`);
}

type Ledger = {
  readonly intents: Stripe.PaymentIntent[];
  readonly events: Stripe.Event[];
  readonly refunds: Stripe.Refund[];
};

/** All that Stripe's double has made so far. */
export async function stripeLedger(): Promise<Ledger> {
  const { stripe: double } = stack();
  const response = await fetch(new URL("/_double/ledger", double));
  return (await response.json()) as Ledger;
}
