import * as z from "zod";

/** Of a cancelled event's orders, how many stand how, and of their money what went back; in minor units. */
export const Tally = z.object({
  orders: z.int().min(0),
  paidBack: z.int().min(0),
  /** Decided or about to be, or tried again later. */
  pending: z.int().min(0),
  /** Left to people: refused too often. */
  failed: z.int().min(0),
  /** What was captured for them. */
  paid: z.int().min(0),
  returned: z.int().min(0),
});
export type Tally = z.infer<typeof Tally>;

/** How one order stands. */
export type Counted = {
  readonly state: "paidBack" | "pending" | "failed";
  readonly paid: number;
  readonly returned: number;
};

const none: Tally = { orders: 0, paidBack: 0, pending: 0, failed: 0, paid: 0, returned: 0 };

/** The tally with these orders as well. */
export function counted(tally: Tally = none, orders: readonly Counted[]): Tally {
  const next = { ...tally };
  for (const { state, paid, returned } of orders) {
    next.orders += 1;
    next[state] += 1;
    next.paid += paid;
    next.returned += returned;
  }
  return next;
}
