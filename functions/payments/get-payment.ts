import * as z from "zod";
import { id } from "#domain/ids.ts";
import { PaymentView } from "#functions/payments/payment-view.ts";
import { operation } from "#platform/operation.ts";

export const getPayment = operation("payments/get-payment", {
  method: "GET",
  path: "/v1/payments/{paymentId}",
  summary: "One of my payments, or of an event I run",
  auth: "user",
  input: z.object({ paymentId: id }),
  output: PaymentView,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Buyers cannot see what became of their money.",
});
