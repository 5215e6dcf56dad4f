import { beforeAll, describe, expect, it } from "vitest";
import { inRoot } from "#infra/root.ts";
import { synthesize } from "#infra/synth.ts";
import type { Outcome } from "#test/chaos/run.ts";
import { type Broken, runSeeds } from "#test/chaos/seeds.ts";
import { guards, withoutGuard } from "#test/chaos/unguarded.ts";

const seeds = Array.from({ length: 20 }, (_, number) => number + 1);
/** So many seeds at most until a missing guard must have shown. */
const mostSeeds = Array.from({ length: 60 }, (_, number) => number + 1);

const results = (outcomes: readonly (Outcome | Broken)[]) =>
  outcomes.map((outcome) =>
    "failure" in outcome ? outcome : { seed: outcome.scenario.seed, violations: outcome.violations },
  );

async function outcomesOf(assembly: string): Promise<(Outcome | Broken)[]> {
  const outcomes: (Outcome | Broken)[] = [];
  await runSeeds(assembly, seeds, (outcome) => {
    outcomes.push(outcome);
    return "go on";
  });
  const seedOf = (outcome: Outcome | Broken) => ("failure" in outcome ? outcome.seed : outcome.scenario.seed);
  return outcomes.toSorted((a, b) => seedOf(a) - seedOf(b));
}

describe("the main job under faults", () => {
  let first: (Outcome | Broken)[] = [];
  beforeAll(async () => {
    first = await outcomesOf(await synthesize("local", inRoot(".build", "local")));
  }, 900_000);

  it("keeps every invariant, whatever the seed breaks", () => {
    expect(results(first)).toEqual(seeds.map((seed) => ({ seed, violations: [] })));
  });

  it("happens again, call by call, for the same seed", async () => {
    const again = await outcomesOf(await synthesize("local", inRoot(".build", "local")));
    for (const [index, outcome] of first.entries()) {
      const repeated = again[index];
      if ("failure" in outcome || repeated === undefined || "failure" in repeated) throw new Error(`${index} broke`);
      expect(outcome.trace.length, `seed ${outcome.scenario.seed}`).toBeGreaterThan(20);
      expect(repeated.trace, `seed ${outcome.scenario.seed}`).toEqual(outcome.trace);
    }
  }, 900_000);
});

describe("a build without one guard is caught", () => {
  for (const guard of guards) {
    it(guard.name, async () => {
      const found: string[] = [];
      const broken: Broken[] = [];
      await runSeeds(await withoutGuard(guard), mostSeeds, (outcome) => {
        if ("failure" in outcome) broken.push(outcome);
        else found.push(...outcome.violations);
        return found.length > 0 ? "stop" : "go on";
      });
      expect(broken).toEqual([]);
      expect(found).not.toEqual([]);
    }, 900_000);
  }
});
