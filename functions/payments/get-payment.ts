import * as z from "zod";
import { id } from "#domain/ids.ts";
import { Payment } from "#domain/payment.ts";
import { operation } from "#platform/operation.ts";

export const getPayment = operation("payments/get-payment", {
  method: "GET",
  path: "/v1/payments/{paymentId}",
  summary: "One of my payments",
  auth: "user",
  input: z.object({ paymentId: id }),
  output: Payment.omit({ userId: true }).extend({
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.int(),
  }),
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Buyers cannot see what became of their money.",
});
