import type Stripe from "stripe";
import type { Records } from "./records.ts";
import type { Delivery } from "./webhooks.ts";

/** Everything that happened, oldest first: what a test compares its own books with. */
export type Ledger = {
  readonly intents: readonly Stripe.PaymentIntent[];
  readonly charges: readonly Stripe.Charge[];
  readonly refunds: readonly Stripe.Refund[];
  readonly events: readonly Stripe.Event[];
  readonly deliveries: readonly Delivery[];
};

export const ledgerOf = (records: Records): Ledger => ({
  intents: records.intents.all(),
  charges: records.charges.all(),
  refunds: records.refunds.all(),
  events: records.events.all(),
  deliveries: records.deliveries.all(),
});
