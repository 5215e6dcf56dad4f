import * as z from "zod";

/** What Stripe keeps for itself, in the minor units of the charge: here every currency settles as itself. */
export const Fees = z.strictObject({
  /** Of a charge's amount, in hundredths of a percent. */
  basisPoints: z.int().min(0).max(10_000).default(290),
  /** Of every charge. */
  fixed: z.int().min(0).default(30),
  /** Of every dispute that takes money back; it stays paid when the dispute is won. */
  dispute: z.int().min(0).default(1500),
});
export type Fees = z.output<typeof Fees>;

/** Half a minor unit is rounded up. */
export const feeOf = (amount: number, { basisPoints, fixed }: Fees): number =>
  Math.round((amount * basisPoints) / 10_000) + fixed;
