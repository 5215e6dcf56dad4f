import { setTimeout as wait } from "node:timers/promises";
import { createWriteTransaction, type Entity, type TransactWriteEntity } from "electrodb";
import { Fault } from "#domain/fault.ts";

type Entities = Readonly<Record<string, { readonly schema: object }>>;
/** The entities as a transaction offers them; each write ends in its own `.commit()`. */
export type Writers<N extends Entities> = {
  [K in keyof N]: N[K] extends Entity<infer A, infer F, infer C, infer S> ? TransactWriteEntity<A, F, C, S> : never;
};
/** What became of a transaction: of each write why it was refused, if it was. */
export type Outcome = {
  readonly canceled: boolean;
  readonly data: readonly { readonly code?: string | undefined; readonly item?: unknown }[];
};
type Transaction = { go(): Promise<Outcome> };

/** A write of the transaction whose condition did not hold; `item` as it was, where the write asked for it. */
export type Refusal = { readonly position: number; readonly item: unknown };

/** The longest wait between two tries at a transaction that met another on the same items, in milliseconds. */
const longestWait = 1_500;

/**
 * Commits several writes as one, or none of them. Answers the refusals, by position, if a condition did not hold; none
 * means it is done. ElectroDB resolves a cancelled transaction instead of throwing, so this is the only way to commit.
 * A conflict with another transaction says nothing about the conditions: it is tried again, and never told as one. Nor
 * is any refusal told while the first write met a conflict: it is what the transaction is about, so that its own refusal
 * outranks the others' (a buyer's order that of the stock it took). Throws `busy` if others keep getting in the way: after
 * 12 tries that is 9.4 s at most, less than any function's timeout; whoever has longer may try longer.
 */
export async function commit<const E extends Entities>(
  entities: E,
  writes: (entities: Writers<E>) => readonly object[],
  tries = 12,
): Promise<readonly Refusal[]> {
  // Params are built anew for each try: a client token of a cancelled transaction must not be used again.
  const once = () => (createWriteTransaction(entities as never, writes as never) as unknown as Transaction).go();
  return committed(once, tries);
}

/** The same for a transaction of items that no entity writes. */
export async function committed(once: () => Promise<Outcome>, tries = 12): Promise<readonly Refusal[]> {
  for (let attempt = 1; ; attempt++) {
    const { canceled, data } = await once();
    if (!canceled) return [];
    const refusals = data.flatMap(({ code, item }, position) =>
      code === "ConditionalCheckFailed" ? [{ position, item: item ?? undefined }] : [],
    );
    if (refusals.length > 0 && !isPassing(data[0]?.code)) return refusals;
    if (!data.every(({ code = "None" }) => code === "None" || code === "ConditionalCheckFailed" || isPassing(code))) {
      throw new Error(`Transaction cancelled: ${data.map(({ code }) => code ?? "None").join(", ")}`);
    }
    if (attempt === tries) throw new Fault("busy");
    await giveWay(attempt);
  }
}

/** Waits some time after a conflict, the longer the more often it was tried. */
export const giveWay = (attempt: number) => wait(Math.random() * Math.min(longestWait, 15 * 2 ** attempt));

const isPassing = (code = "None") => code === "TransactionConflict" || /Throttl|Throughput/.test(code);
