import { it } from "vitest";
import { proofOf } from "#test/seed/proofs.ts";
import { seed } from "#test/seed/read-seed.ts";
import { openWorld } from "#test/seed/world.ts";

const world = openWorld();

// Each line of the seed is a test named as the line, in the seed's order: what needs time to pass comes last.
for (const { key } of seed) {
  const proof = proofOf(key);
  if (proof) it(key, () => proof.holds(world));
}
