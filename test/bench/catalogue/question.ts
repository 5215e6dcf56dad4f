import type { Aim } from "#test/bench/row.ts";

/** A question to the table, as the product asks it. */
export type Question = {
  readonly name: string;
  /** Answers how many items were found. */
  readonly ask: () => Promise<number>;
  /** Of the read units at the largest size. */
  readonly aim: Aim;
  /** At most so many requests, at any size. */
  readonly requests?: number;
  /** At most so many items looked at, at any size. */
  readonly examined?: number;
};
