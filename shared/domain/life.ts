import type { orderStatuses } from "#domain/order.ts";
import type { paymentStatuses } from "#domain/payment.ts";
import type { ticketStatuses } from "#domain/ticket.ts";

/** From each status the ones that may follow it, and by what cause. What is not in it does not happen. */
export type Life<S extends string = string> = { readonly [From in S]: { readonly [To in S]?: string } };

/** An order begins `pending`, or `confirmed` if it is free. */
export const orderLife: Life<(typeof orderStatuses)[number]> = {
  pending: {
    confirmed: "it was paid in time",
    expired: "its hold ran out, or its payment was abandoned at Stripe",
    cancelled: "its buyer gave it up, or its payment was cancelled at Stripe",
  },
  expired: { confirmed: "it was paid late, and its places were still free" },
  cancelled: { confirmed: "it was paid late, and its places were still free" },
  confirmed: {
    partially_refunded: "some of its tickets were paid back",
    refunded: "all of its tickets were paid back",
  },
  partially_refunded: {
    partially_refunded: "more of its tickets were paid back",
    refunded: "the last of its tickets were paid back",
  },
  refunded: { refunded: "a bank had sent the money back, and it was sent again" },
};

/**
 * A payment begins `pending`, or, where Stripe's word is faster than our own write, as what could follow that; `completed`
 * if it is free.
 */
export const paymentLife: Life<(typeof paymentStatuses)[number]> = {
  pending: {
    processing: "Stripe waits for the bank",
    failed: "it was declined",
    cancelled: "its order was released, or it was cancelled at Stripe",
    completed: "it was captured",
  },
  processing: {
    failed: "the bank declined it in the end",
    cancelled: "its order was released, or it was cancelled at Stripe",
    completed: "it was captured",
  },
  failed: {
    processing: "its buyer tried again, and Stripe waits for the bank",
    cancelled: "its order was released, or it was cancelled at Stripe",
    completed: "its buyer tried again, and it was captured",
  },
  cancelled: { completed: "it was captured after its order was released" },
  completed: {
    partially_refunded: "some of its tickets were paid back",
    refunded: "all of it was paid back",
    disputed: "its buyer's bank disputes it",
  },
  partially_refunded: {
    partially_refunded: "more of its tickets were paid back",
    refunded: "the last of its tickets were paid back",
    disputed: "its buyer's bank disputes the rest",
  },
  refunded: {
    refunded: "a bank had sent the money back, and it was sent again",
    completed: "a bank sent back what had been paid in vain: it is owed again",
  },
  disputed: {
    completed: "the dispute was won",
    partially_refunded: "the dispute about the rest was won",
    refunded: "the dispute was lost",
  },
};

/** A ticket begins `active`. */
export const ticketLife: Life<(typeof ticketStatuses)[number]> = {
  active: {
    used: "it let its holder in",
    suspended: "its payment is disputed, or about to be paid back",
    expired: "check-in closed without it",
    cancelled: "it was free, and given back",
    refunded: "it was paid back",
  },
  suspended: {
    active: "the dispute was won, or it was not paid back after all",
    expired: "the same, after check-in closed",
    cancelled: "it was free, and given back",
    refunded: "it was paid back, or the dispute was lost",
  },
  used: { cancelled: "it was free, and given back", refunded: "it was paid back" },
  expired: { cancelled: "it was free, and given back", refunded: "it was paid back" },
  cancelled: {},
  refunded: {},
};

export const mayBecome = <S extends string>(life: Life<S>, from: S, to: S) => life[from][to] !== undefined;

/**
 * The status after a move. Throws for one that the graph does not know: that is a mistake in our own code, and no write
 * is to be made of it.
 */
export function becomes<S extends string, T extends S>(life: Life<S>, from: S, to: T): T {
  if (mayBecome(life, from, to)) return to;
  throw new Error(`What is ${from} never becomes ${to}`);
}

/** The same of a write that may leave the status as it is. */
export const becomesOrStays = <S extends string, T extends S>(life: Life<S>, from: S, to: T): T =>
  from === to ? to : becomes(life, from, to);

/** The graph as a sentence per status, for people. */
export const told = <S extends string>(life: Life<S>): string =>
  (Object.keys(life) as S[])
    .map((from) => {
      const next = Object.keys(life[from]).filter((to) => to !== from);
      return `${from} → ${next.join(" | ") || "(final)"}`;
    })
    .join("; ");
