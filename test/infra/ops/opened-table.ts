import { afterAll, afterEach } from "vitest";
import { aHand } from "#test/infra/ops/hand.ts";
import { fillHealthy } from "#test/infra/ops/healthy-table.ts";
import { memoryTable } from "#test/support/memory-table.ts";

/** A table for all tests of a file in which every invariant holds, and a hand whose damage is put right after each. */
export async function openedTable() {
  const stop = await memoryTable();
  const healthy = await fillHealthy();
  const hand = aHand();
  afterEach(() => hand.putsBack());
  afterAll(stop);
  return { hand, healthy };
}
