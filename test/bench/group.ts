import type { Row } from "#test/bench/row.ts";
import type { BenchStack } from "#test/bench/stack.ts";

/** What all groups of a run share. */
export type Bench = {
  /** The product, started when a group first asks for it. */
  readonly stack: () => Promise<BenchStack>;
  /** Tells what is being done. */
  readonly say: (text: string) => void;
};

/** One kind of figure. A group is a file that exports its rows. */
export type Group = {
  readonly name: string;
  /** What is measured, against what. */
  readonly about: string;
  readonly rows: (bench: Bench) => Promise<Row[]>;
};
