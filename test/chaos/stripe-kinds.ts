/** How webhooks may come: in one of these ways at a time. */
const deliveries = ["webhooks-duplicated", "webhooks-reordered", "webhooks-delayed", "webhooks-withheld"] as const;
const isDelivery = (kind: string) => deliveries.some((delivery) => delivery === kind);

/** What can go wrong there besides single requests. */
export const otherStripeKinds = [...deliveries, "webhooks-forged", "keys-forgotten"] as const;

export const stripeKinds: ReadonlySet<string> = new Set(["stripe-error", ...otherStripeKinds]);

/** What goes wrong at Stripe, by its double's own rules. */
export type StripeFault =
  | {
      readonly kind: "stripe-error";
      readonly status: number | "drop";
      /** The client tries again once by itself: only from two on does the product see it. */
      readonly next: number;
      readonly afterApply: boolean;
      readonly match: string;
    }
  | { readonly kind: (typeof otherStripeKinds)[number] };

/** Without what would undo another of them. */
export const together = <F extends { readonly kind: string }>(faults: readonly F[]): F[] =>
  faults.filter((fault, at) => !isDelivery(fault.kind) || faults.findIndex(({ kind }) => isDelivery(kind)) === at);
