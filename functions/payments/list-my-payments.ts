import * as z from "zod";
import { listedStatuses, Payment } from "#domain/payment.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

/** What a list of payments shows: all of it is projected into the index, or in its keys. */
const PaymentCard = Payment.pick({ paymentId: true, orderId: true, amount: true, currency: true, status: true }).extend(
  {
    createdAt: z.string(),
  },
);

export const listMyPayments = operation("payments/list-my-payments", {
  method: "GET",
  path: "/v1/payments",
  summary: "My payments in one status, newest first",
  auth: "user",
  paged: true,
  input: z.object({ status: z.enum(listedStatuses).default("completed"), ...paging }),
  output: pageOf(PaymentCard),
  success: 200,
  uses: ["gsi1:query", "archive-gsi1:query"],
  faults: [],
  impact: "Buyers cannot see what they paid.",
});
