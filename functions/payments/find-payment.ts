import * as z from "zod";
import { PaymentView } from "#functions/payments/payment-view.ts";
import { operation } from "#platform/operation.ts";

export const findPayment = operation("payments/find-payment", {
  method: "GET",
  path: "/v1/payments-by-intent/{paymentIntentId}",
  summary: "The payment of a Stripe PaymentIntent: one of mine, or of an event I run",
  auth: "user",
  input: z.object({ paymentIntentId: z.string().regex(/^pi_\w{1,250}$/) }),
  output: PaymentView,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Organizers cannot tell what a charge in Stripe is for.",
});
