import { inject } from "vitest";
import type { Stack } from "#test/support/stack.ts";

/**
 * The stack under test. Each of the processes that tests run in has one to itself, as its tests move the stack's clock:
 * Vitest numbers them from 1, and keeps the number as long as the process lives.
 */
export function stack(): Stack {
  const stacks = inject("stacks");
  const own = stacks[Number(process.env.VITEST_POOL_ID ?? 1) - 1];
  if (!own) throw new Error(`There are ${stacks.length} stacks: none for process ${process.env.VITEST_POOL_ID}`);
  return own;
}
