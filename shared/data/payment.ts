import * as z from "zod";
import { entity, gsi, primary } from "#data/entity.ts";
import { spread } from "#domain/ids.ts";
import { Payment } from "#domain/payment.ts";
import { pendingRefunds } from "#domain/refund.ts";

/** `refundSince` and `refundBucket` are there while a refund of it is pending. */
const StoredPayment = Payment.extend({
  refundSince: z.string().optional(),
  refundBucket: z.int().min(0).max(15).optional(),
});

export const payment = entity("payment", StoredPayment, {
  // The payment with this id, which comes from its PaymentIntent — so a lookup by intent is a Get, and no two share one.
  byId: primary("payment#{paymentId}", "payment"),
  // A user's payments by status — newest first. The seed's (user_id, status). Not while nobody has tried to pay: that is
  // the pending order, which is found among the user's orders. To enter and to change the status would cost three units.
  ofUser: gsi(1, "user#{userId}#payment#{status}", "{createdAt}#{paymentId}", (item) => item.status !== "pending"),
  // Refunds written down and not made yet — oldest first — sixteen partitions; there while one is pending.
  refunds: gsi(3, "refunds#{refundBucket}", "{refundSince}#{paymentId}", (item) => item.refundSince !== undefined),
});

/** A payment with what its index of pending refunds shows of it: every write of its refunds passes here. */
export function withRefunds<P extends Payment>(payment: P) {
  const [oldest] = pendingRefunds(payment);
  return {
    ...payment,
    refundSince: oldest?.openedAt,
    refundBucket: oldest && spread(payment.paymentId, 16),
  };
}
