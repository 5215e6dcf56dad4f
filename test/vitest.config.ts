import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./support/longest-first.ts";
import { Summary } from "./support/summary.ts";

/**
 * The groups of tests. Files of `architecture`, `domain`, `data`, `platform` and `infra` need nothing but themselves and run side by
 * side. Those of `http` run after all others in two processes, each with a running stack of its own, whose clock any of
 * its tests may move: it takes one file after the other, and loads the operation table and its contract once.
 */
const alone = (name: string, include: string[]) => ({
  extends: true as const,
  test: { name, include, sequence: { groupOrder: 1 } },
});

export default defineConfig({
  test: {
    reporters: ["default", new Summary()],
    sequence: { sequencer: LongestFirst },
    projects: [
      alone("architecture", ["test/architecture.test.ts", "test/lint.test.ts"]),
      alone("domain", ["test/domain/**/*.test.ts"]),
      alone("data", ["test/data/**/*.test.ts", "test/reliability/**/*.test.ts"]),
      alone("platform", ["test/platform/**/*.test.ts"]),
      alone("infra", ["test/infra/**/*.test.ts"]),
      alone("bench", ["test/bench/**/*.test.ts"]),
      alone("seed", [
        "test/seed/read-seed.test.ts",
        "test/seed/proofs.test.ts",
        "test/seed/listed-values.test.ts",
        "test/seed/report-table.test.ts",
      ]),
      {
        extends: true,
        test: {
          name: "http",
          include: [
            ...["test/functions/**/*.test.ts", "test/events/**/*.test.ts"],
            ...["test/seed/conformance.test.ts", "test/seed/enum-values.test.ts"],
          ],
          globalSetup: "test/support/stack.ts",
          sequence: { groupOrder: 2 },
          maxWorkers: process.env.API_URL ? 1 : Math.min(2, availableParallelism()),
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // Clouds of their own, two at a time: what else runs would only make them slower.
      {
        extends: true,
        test: { name: "chaos", include: ["test/chaos/**/*.test.ts"], sequence: { groupOrder: 4 } },
      },
      // Starts the product as a newcomer does, and pastes what it and the README say.
      { extends: true, test: { name: "readme", include: ["test/readme.test.ts"], sequence: { groupOrder: 3 } } },
    ],
  },
});
