import { entity, gsi, primary } from "#data/entity.ts";
import { isPaidInVain, Payment } from "#domain/payment.ts";
import { pendingRefunds } from "#domain/refund.ts";

export const payment = entity("payment", Payment, {
  // The payment with this id, which comes from its PaymentIntent — so a lookup by intent is a Get, and no two share one.
  byId: primary("payment#{paymentId}", "payment"),
  // A user's payments by status — newest first. The seed's (user_id, status). Not while nobody has tried to pay: that is
  // the pending order, which is found among the user's orders. To enter and to change the status would cost three units.
  ofUser: gsi(1, "user#{userId}#payment#{status}", "{createdAt}#{paymentId}", (item) => item.status !== "pending"),
  // Payments with a refund written down and not made yet, or paid in vain — by when somebody last took a step — one
  // partition, which takes a thousand a second; there until the money is on its way, or it was left to people, and not
  // while a dispute holds it back.
  refunds: gsi(3, "refunds", "{updatedAt}#{paymentId}", (item) => {
    const payment = item as Payment;
    const isWaiting = pendingRefunds(payment).length > 0 && payment.status !== "disputed";
    return isWaiting || (isPaidInVain(payment) && !payment.payBack?.gaveUpAt);
  }),
});
