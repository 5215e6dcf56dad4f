import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { serve } from "#platform/serve.ts";
import { orPaymentUnavailable } from "#platform/stripe.ts";
import { readStripeEvent } from "#platform/stripe-event.ts";

export const handler = serve(receiveStripeEvent, async ({ http, now, change }) => {
  const event = await readStripeEvent(http.text(), http.header("stripe-signature"), now);
  await orPaymentUnavailable(followStripeEvent(event, { now, change }));
  return { received: true as const };
});
