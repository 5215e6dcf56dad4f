/**
 * What Stripe tells us of, at most 20 types. The same list is what the double sends, what Stripe is asked about that it
 * could not deliver, and what the endpoint in Stripe's dashboard is registered for.
 */
export const followedEvents = [
  "payment_intent.succeeded",
  "payment_intent.processing",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
] as const;
