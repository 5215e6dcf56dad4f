import { it } from "vitest";
import { proofOf } from "#test/seed/proofs.ts";
import { seed } from "#test/seed/read-seed.ts";
import { openWorld } from "#test/seed/world.ts";

const world = openWorld();
const proven = seed.flatMap(({ key }) => {
  const proof = proofOf(key);
  return proof ? [{ key, ...proof }] : [];
});

// Each line of the seed is a test named as the line, in the seed's order; what needs days to pass comes last.
const [days = [], now = []] = [true, false].map((late) =>
  proven.filter(({ passesTime = false }) => passesTime === late),
);
for (const { key, holds } of [...now, ...days]) it(key, () => holds(world));
