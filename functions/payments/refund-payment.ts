import * as z from "zod";
import { id } from "#domain/ids.ts";
import { amount } from "#domain/money.ts";
import { maxTicketsPerOrder } from "#domain/ticket-type.ts";
import { PaymentView, RefundView } from "#functions/payments/payment-view.ts";
import { operation } from "#platform/operation.ts";

export const refundPayment = operation("payments/refund-payment", {
  method: "POST",
  path: "/v1/payments/{paymentId}/refunds",
  summary:
    "Pay an order back, some of its tickets, which let nobody in any more, or a sum; its buyer, within the policy it was sold with",
  auth: "user",
  idempotent: "by-key",
  input: z.object({
    paymentId: id,
    /** All that are left, unless given. */
    ticketIds: z.array(id).min(1).max(maxTicketsPerOrder).optional(),
    /** A sum instead of tickets, which stay valid until nothing of the payment is left; for its organizer alone. */
    amount: amount.min(1).optional(),
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
  impact: "Organizers cannot pay tickets back, nor buyers give them back.",
  timeout: 28,
});
