import { managing } from "#test/functions/matrix/caller.ts";
import { disputedPurchase, freshPurchase } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

const forBoth = ["buyer", ...managing] as const;

export const payments: RowsOf<"payments"> = {
  "payments/find-payment": {
    ask: ({ intentId }) => ({ input: { paymentIntentId: intentId } }),
    may: forBoth,
    nothing: { paymentIntentId: "pi_nothing" },
  },
  "payments/get-payment": { ask: ({ paymentId }) => ({ input: { paymentId } }), may: forBoth },
  "payments/get-dispute-evidence": {
    ask: async (world) => ({ input: await disputedPurchase(world) }),
    may: [...managing, "admin", "superAdmin"],
  },
  "payments/list-my-payments": { ask: () => ({ input: {} }) },
  // Only Stripe can sign what it tells.
  "payments/receive-stripe-event": { ask: () => ({ input: {} }), may: [], others: "invalid_signature" },
  "payments/refund-payment": {
    ask: async (world) => ({ input: await freshPurchase(world) }),
    may: managing,
    // It was sold without a right to give it back.
    except: { buyer: "not_refundable" },
  },
};
