import * as z from "zod";
import { id } from "#domain/ids.ts";
import { maxTicketsPerOrder } from "#domain/ticket-type.ts";
import { PaymentView, RefundView } from "#functions/payments/payment-view.ts";
import { operation } from "#platform/operation.ts";

export const refundPayment = operation("payments/refund-payment", {
  method: "POST",
  path: "/v1/payments/{paymentId}/refunds",
  summary: "Pay an order back, or some of its tickets: they let nobody in any more, and their places are on sale again",
  auth: "user",
  idempotent: "by-key",
  input: z.object({
    paymentId: id,
    /** All that are left, unless given. */
    ticketIds: z.array(id).min(1).max(maxTicketsPerOrder).optional(),
  }),
  output: PaymentView.extend({ refund: RefundView }),
  success: 201,
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
  faults: ["not_found", "not_permitted", "not_refundable", "busy", "payment_unavailable"],
  impact: "Organizers cannot pay tickets back.",
  timeout: 28,
});
