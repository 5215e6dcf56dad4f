import type { Reporter, TestCase } from "vitest/node";
import { startVitest } from "vitest/node";
import { inRoot } from "#infra/root.ts";
import { seed } from "#test/seed/read-seed.ts";
import { rowOf, table } from "#test/seed/report-table.ts";

/**
 * `npm run seed-report`: proves the seed line by line on the running product, started here in memory, and prints for
 * each line the code, the operations and the test that keep it. Ends with 1 if a line has no proof, or one that fails.
 */
async function report(): Promise<void> {
  process.stderr.write(`  … starting the product, and proving ${seed.length} lines on it\n`);
  const states = new Map<string, string>();
  const reporter: Reporter = {
    onTestCaseResult(test: TestCase) {
      const { state, errors } = test.result();
      states.set(test.name, state);
      for (const { message } of errors ?? []) process.stderr.write(`  ${test.name}: ${message}\n`);
    },
  };
  const config = { config: inRoot("test/vitest.config.ts"), project: "http", watch: false, reporters: [reporter] };
  const vitest = await startVitest("test", ["test/seed/conformance.test.ts"], config);
  await vitest.close();
  const rows = seed.map((line) => rowOf(line, states.get(line.key)));
  console.log(table(rows));
  if (rows.some(({ state }) => state !== "proven")) process.exitCode = 1;
}

await report();
