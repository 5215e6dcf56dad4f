/**
 * What must hold, by its number in the list of invariants; without one, it is a rule of the data model. `next` is what
 * an operator does about a violation.
 */
const invariants = {
  shape: { name: "an item is what its entity writes", next: "Find who wrote it; write it anew through its entity." },
  unique: {
    name: "an address is one account",
    next: "Ask the person which is right; repair user and credential in one transaction.",
  },
  sealed: {
    name: "a person's fields can be read in the audit log until the person is erased",
    next: "Restore the key from a backup, or finish the erasure: what was told of them cannot be read without it.",
  },
  erased: {
    name: "who is erased is gone",
    next: "Tell user.erased.v1 of the erasure again; what it removes is removed once more.",
  },
  count: {
    name: "an organizer's count is its published events",
    next: "Set publishedEvents to the number of its published events, on its version.",
  },
  uses: {
    name: "a category's count is the events that have it",
    next: "Set uses to the number of its rows, on its version.",
  },
  lists: {
    name: "lists show events as they are",
    next: "Have the event written once more through the API: its rows follow.",
  },
  stock: {
    number: 1,
    name: "places add up",
    next: "Pause the event's sale, then set the stock right from its orders and tickets.",
  },
  hold: {
    number: 2,
    name: "a hold is kept whole and released once",
    next: "Look at the sweep's log, then cancel the order through the API.",
  },
  payment: {
    number: 3,
    name: "an order has one payment",
    next: "Compare with Stripe by the order's id; refund what was captured twice.",
  },
  money: { number: 4, name: "money adds up", next: "Compare the payment with Stripe before anything is refunded." },
  tickets: {
    number: 5,
    name: "paid means tickets or money back",
    next: "Have Stripe resend the payment's event; it settles the order again.",
  },
  repeat: {
    number: 6,
    name: "same key, same thing",
    next: "Look for the two requests in the audit log; keep the first.",
  },
  limit: { number: 8, name: "limits hold", next: "Look at the order in the audit log; refund what is too many." },
  door: {
    number: 9,
    name: "a ticket is admitted once",
    next: "Ask the door of the later scan; correct the ticket's admission.",
  },
  told: {
    number: 11,
    name: "every fact is told once",
    next: "Redrive the failure queue of the reaction; its effect is keyed, so a repeat is safe.",
  },
  figures: {
    number: 12,
    name: "figures shown are the table's",
    next: "Write the stock item once more: its change brings the figures up to date.",
  },
  secrets: {
    number: 13,
    name: "no secret is stored",
    next: "Revoke the secret at once, then remove it from the item.",
  },
  archive: {
    name: "a thing is archived whole, and once",
    next: "Find in the audit log what moved when; the next run of archive-events moves what was left.",
  },
  parents: {
    number: 16,
    name: "no orphan",
    next: "Find in the audit log who removed the parent; restore it or remove the child.",
  },
} as const satisfies Record<string, { number?: number; name: string; next: string }>;

export type Invariant = keyof typeof invariants;

/**
 * `broken`: it does not hold, and nothing that still runs makes it hold. `behind`: what follows later, by a reaction or a
 * sweep, has not followed yet.
 */
export type Finding = { readonly invariant: Invariant; readonly what: string; readonly kind: "broken" | "behind" };

/** One violated invariant, and where. */
export type Violation = Finding & {
  readonly number: number | undefined;
  readonly name: string;
  readonly next: string;
  readonly entity: string;
  readonly key: Key;
};

export type Key = { readonly pk: string; readonly sk: string };

export const broken = (invariant: Invariant, what: string): Finding => ({ invariant, what, kind: "broken" });
export const behind = (invariant: Invariant, what: string): Finding => ({ invariant, what, kind: "behind" });

export function violation(finding: Finding, entity: string, { pk, sk }: Key): Violation {
  const { name, next, ...more }: { number?: number; name: string; next: string } = invariants[finding.invariant];
  return { ...finding, number: more.number, name, next, entity, key: { pk, sk } };
}
