import type Stripe from "stripe";
import type { Events } from "./events.ts";
import type { Fees } from "./fees.ts";
import type { Ids } from "./object-ids.ts";
import type { Records } from "./records.ts";

/** What an endpoint works with while it executes one request. */
export type Work = Ids & {
  readonly records: Records;
  /** Seconds since the epoch, by the clock the double was given. */
  readonly now: number;
  /** Records that something happened, and sends it to the webhook. */
  readonly emit: Events["emit"];
  /** What Stripe keeps of what is paid from now on. */
  readonly fees: Fees;
  /** Lets the bank answer for a refund in its own time. */
  readonly settleLater: (refund: Stripe.Refund) => void;
  /** Where the double itself is, for the page a `next_action` leads to. */
  readonly baseUrl: string;
};
