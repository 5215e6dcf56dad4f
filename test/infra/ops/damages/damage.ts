import type { Hand } from "#test/infra/ops/hand.ts";
import type { Healthy } from "#test/infra/ops/healthy-table.ts";

/** A damage: what it is, how it is done, and all that must be found, each `invariant entity: part of the sentence`. */
export type Damage = readonly [
  name: string,
  done: (hand: Hand, healthy: Healthy) => Promise<void>,
  found: readonly string[],
];
