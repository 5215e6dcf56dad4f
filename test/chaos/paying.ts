import Stripe from "stripe";
import { minutes } from "#domain/time.ts";
import { type Buyer, isAsked, type Placed, passes } from "#test/chaos/buyer.ts";

/** Pays for an order, or not, as the buyer's plan says. */
export async function pay(me: Buyer, order: Placed): Promise<void> {
  const { pays } = me.plan;
  if (me.buyer === 0 && isAsked(me.scenario, "keys-forgotten")) {
    me.stripe.forgetKeys();
    me.said.push({ what: "forgotten" });
  }
  if (pays === "never") return;
  const untilThen = order.holdUntil ? Date.parse(order.holdUntil) - me.clock.now() : 0;
  if (pays === "when the hold ends") await passes(me, Math.max(1_000, untilThen + (me.buyer % 3) * 1_000 - 1_000));
  if (pays === "long after the hold") await passes(me, Math.max(1_000, untilThen + minutes(20)));
  if (pays === "after a decline") await confirmCard(me, order, "pm_card_chargeDeclined");
  const intent = intentOf(order);
  const bank = (outcome: "processing" | "succeeded") =>
    me.client.request(`the bank says ${outcome}`, () => settled(me, intent, outcome), String);
  if (pays === "slowly" || pays === "so slowly that the hold ends") {
    await bank("processing");
    await passes(me, pays === "slowly" ? 3_000 : untilThen + minutes(5));
    await bank("succeeded");
    return;
  }
  const method = pays === "by 3-D Secure" ? "pm_card_threeDSecure2Required" : "pm_card_visa";
  const status = await confirmCard(me, order, method);
  if (status === "requires_action") {
    await passes(me, 3_000);
    await bank("succeeded");
  }
  if (status === "succeeded") me.said.push({ what: "paid", buyer: me.buyer, orderId: order.orderId });
}

/** An intent that was cancelled meanwhile has nothing to settle. */
async function settled(
  { stripe }: Pick<Buyer, "stripe">,
  intent: string,
  outcome: "processing" | "succeeded",
): Promise<string> {
  try {
    return stripe.settleIntent(intent, outcome).status;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const intentOf = ({ payment }: Placed) => payment?.clientSecret.replace(/_secret_.*/, "") ?? "";

/** As Stripe.js in the buyer's browser does. What Stripe refuses (a decline, an intent that has ended) is no error here. */
async function confirmCard(me: Buyer, order: Placed, payment_method: string): Promise<string> {
  const { hostname, port } = new URL(me.stripe.url);
  const { clientSecret = "", publishableKey = "" } = order.payment ?? {};
  const stripe = new Stripe(publishableKey, {
    host: hostname,
    port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
  });
  const params = { client_secret: clientSecret, payment_method, return_url: "https://bilten.example" };
  const send = () =>
    stripe.paymentIntents.confirm(intentOf(order), params).then(
      ({ status }) => status,
      (error: Error) => (error instanceof Stripe.errors.StripeError ? (error.code ?? error.type) : error.name),
    );
  return me.client.request(`confirms with ${payment_method}`, send, String);
}
