import type { Capability } from "#platform/capability.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** What sets a reaction off. */
export type Trigger =
  /** These facts from the bus; with `delaySeconds` through a queue that holds each back so long (at most 900). */
  | { readonly kind: "facts"; readonly facts: readonly FactDefinition[]; readonly delaySeconds?: number }
  /** The table's stream. At most two of these: a stream feeds no more. `entities`: only changes of these. */
  | {
      readonly kind: "stream";
      readonly entities?: readonly string[];
      readonly batchSize: number;
      readonly windowSeconds: number;
    }
  | { readonly kind: "schedule"; readonly rate: `rate(${string})` };

export type Reaction<T extends Trigger = Trigger> = {
  readonly summary: string;
  readonly trigger: T;
  readonly uses: readonly Capability[];
  /** What goes wrong while it fails; the text of its alarm. */
  readonly impact: string;
  readonly timeout?: number;
  readonly memory?: number;
};

export type Subscriber<T extends Trigger = Trigger> = Reaction<T> & { readonly id: string };

/** `id` is the path on disk below events/ without its ending. */
export const subscriber = <const T extends Trigger>(id: string, reaction: Reaction<T>): Subscriber<T> => ({
  ...reaction,
  id,
});
