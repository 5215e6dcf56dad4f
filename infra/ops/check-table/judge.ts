import { rulesFor } from "./rules.ts";
import { type Kind, keyOf, type Raw, type Reading, readItem, type Stored } from "./stored.ts";
import { type Finding, type Key, type Violation, violation } from "./violation.ts";

/** What rules may look at, beside the item they judge. */
export type Table = {
  /** Another item, or nothing if there is none. */
  find<K extends Kind>(kind: K, ids: Partial<Stored<K>>): Stored<K> | undefined;
  /** The time it is, as the table's own times are written. */
  readonly now: string;
  /** What is judged. */
  readonly kind: Kind;
};

/** What one item must satisfy, alone and beside others. */
export type Rule<K extends Kind = Kind> = (item: Stored<K>, table: Table) => Iterable<Finding>;

/** Another item is there and cannot be read. It is reported by itself; what depends on it is not judged. */
class Unreadable extends Error {}

/** Items by key, as far as they have been read; of one that is not in the table, that it is not. */
export type Known = Map<string, Raw | undefined>;
export const nameOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

const readings = new WeakMap<Raw, Reading>();
/** What an item is by its entity; read once, however often it is looked at. */
export function readingOf(raw: Raw): Reading {
  const known = readings.get(raw) ?? readItem(raw);
  readings.set(raw, known);
  return known;
}

/** An item as one of this entity; nothing if it is not, or cannot be read. */
export function readAs<K extends Kind>(kind: K, raw: Raw): Stored<K> | undefined {
  const reading = readingOf(raw);
  return reading.kind === kind ? (reading.item as Stored<K> | undefined) : undefined;
}

/**
 * Judges an item by what is known of others. `missing` are the items its rules looked for that have not been read yet:
 * with any of them missing, the judgement says nothing, and is to be made again when they are.
 */
export function judge(raw: Raw, known: Known, now: string): { violations: Violation[]; missing: Key[] } {
  const missing: Key[] = [];
  const find = <K extends Kind>(kind: K, ids: Partial<Stored<K>>): Stored<K> | undefined => {
    const key = keyOf(kind, ids);
    const name = nameOf(key);
    if (!known.has(name)) missing.push(key);
    const found = known.get(name);
    if (!found) return undefined;
    const item = readAs(kind, found);
    if (!item) throw new Unreadable();
    return item;
  };
  const { kind, item, findings } = readingOf(raw);
  const found = [...findings];
  if (kind && item) for (const rule of rulesFor(kind)) found.push(...judged(rule, item, { find, now, kind }));
  return { violations: found.map((finding) => violation(finding, kind ?? "unknown", raw)), missing };
}

function judged(rule: Rule, item: Stored, table: Table): Finding[] {
  const findings: Finding[] = [];
  try {
    for (const finding of rule(item, table)) findings.push(finding);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return findings;
}
