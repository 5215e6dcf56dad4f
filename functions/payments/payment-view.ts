import * as z from "zod";
import { Payment } from "#domain/payment.ts";
import { Refund } from "#domain/refund.ts";
import { shownTrail } from "#domain/trail.ts";

/** What of a refund is shown: how often Stripe was asked is nobody's business. */
export const RefundView = Refund.omit({ attempt: true });

/** What who paid, and who runs the event, see of a payment. */
export const PaymentView = Payment.omit({ userId: true, refunds: true }).extend({
  refunds: z.array(RefundView).default([]),
  ...shownTrail,
});
