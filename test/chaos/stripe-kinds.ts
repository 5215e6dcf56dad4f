/** What can go wrong there besides single requests. */
export const otherStripeKinds = [
  "webhooks-duplicated",
  "webhooks-reordered",
  "webhooks-delayed",
  "webhooks-withheld",
  "webhooks-forged",
  "keys-forgotten",
] as const;

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
