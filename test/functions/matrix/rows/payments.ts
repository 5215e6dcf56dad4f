import type { RowsOf } from "#test/functions/matrix/row.ts";

export const payments: RowsOf<"payments"> = {
  "payments/get-payment": { ask: ({ paymentId }) => ({ input: { paymentId } }), may: ["buyer"] },
  // Only Stripe can sign what it tells.
  "payments/receive-stripe-event": { ask: () => ({ input: {} }), may: [], others: "invalid_signature" },
};
