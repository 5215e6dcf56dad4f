import type { World } from "#test/seed/world.ts";

/** What shows that the product keeps a line of the seed: where it is written, who asks for it, and that it holds. */
export type Proof = {
  /** Where in the product: `shared/domain/user.ts#User` by what it is called, with a colon at the end if it is a field. */
  readonly code: readonly string[];
  /** Rows of the operation table, or of the subscriber table. */
  readonly operations: readonly { readonly id: string }[];
  /** How the line is kept in another way than it says, where product.md decided so. */
  readonly differently?: string;
  /** Tests that try the same harder: races with their controls, crashes, other values. */
  readonly also?: readonly string[];
  /** It moves the clock by days: such tests come last, as what others look at is not the same afterwards. */
  readonly passesTime?: true;
  /** The line's test, on the running product. */
  readonly holds: (world: World) => Promise<void>;
};

/** Proofs by the keys of their lines. */
export type Proofs = Readonly<Record<string, Proof>>;
