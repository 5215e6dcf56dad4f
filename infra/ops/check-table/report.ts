import type { Cost } from "./reader.ts";
import type { Violation } from "./violation.ts";

/** A violation in one line: which invariant, where, what is wrong, and what to do. */
export function line({ number, name, kind, entity, key, what, next }: Violation): string {
  const invariant = number === undefined ? name : `${number} ${name}`;
  const late = kind === "behind" ? " (not yet)" : "";
  return `[${invariant}]${late} ${entity} ${key.pk} / ${key.sk}: ${what}. Next: ${next}`;
}

export type Counts = { readonly broken: number; readonly behind: number };

export function summary(TableName: string, { broken, behind }: Counts, { items, requests, readUnits }: Cost): string {
  const found = broken + behind === 0 ? "every invariant holds" : `${broken} broken, ${behind} not yet as they will be`;
  const cost = `${requests} requests, ${Math.ceil(readUnits)} read units`;
  return `${TableName}: ${items} items, ${found} (${cost}).`;
}
