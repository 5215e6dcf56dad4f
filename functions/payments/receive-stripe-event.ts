import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const receiveStripeEvent = operation("payments/receive-stripe-event", {
  method: "POST",
  path: "/v1/payments/stripe-events",
  summary: "What Stripe tells of payments; only with Stripe's signature",
  auth: "stripe",
  input: z.object({}),
  output: z.object({ received: z.literal(true) }),
  success: 200,
  uses: [
    "table:get",
    "table:batch-get",
    "table:put",
    "table:update",
    "archive:get",
    "archive:batch-get",
    "archive:put",
    "stripe:pay",
  ],
  faults: ["invalid_signature", "busy", "payment_unavailable"],
  impact: "Paid orders are not confirmed until Stripe's next try.",
  timeout: 28,
});
