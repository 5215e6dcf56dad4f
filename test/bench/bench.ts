import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { inRoot } from "#infra/root.ts";
import type { Bench } from "#test/bench/group.ts";
import { groups } from "#test/bench/groups.ts";
import { knownReferences } from "#test/bench/known-references.ts";
import { Results, type Row, Row as RowSchema } from "#test/bench/row.ts";
import { type BenchStack, startBenchStack } from "#test/bench/stack.ts";
import { table } from "#test/bench/table.ts";

/**
 * `npm run bench`: counts and compares, prints a table per group and writes `.bench/results.json`. Nothing fails because
 * it is slow or dear; an aim that is not met is printed as that. Ends with 1 only if something cannot be measured.
 */
async function bench(args: string[]): Promise<void> {
  const chosen = chosenGroups(args);
  const from = performance.now();
  let stack: Promise<BenchStack> | undefined;
  const run: Bench = {
    stack: () => {
      stack ??= startBenchStack();
      return stack;
    },
    say: (text) => process.stderr.write(`  … ${text}\n`),
  };
  const rows: Row[] = [];
  try {
    for (const group of chosen) {
      const measured = (await group.rows(run)).map((row) => RowSchema.parse(row));
      console.log(table(group, measured));
      rows.push(...measured);
    }
  } finally {
    await (await stack?.catch(() => undefined))?.stop();
  }
  const seconds = Math.round((performance.now() - from) / 1000);
  write({ at: new Date().toISOString(), seconds, machine: machine(), groups: chosen.map(({ name }) => name), rows });
  const aims = rows.filter(({ aim }) => aim);
  const unmet = aims.filter(({ aim }) => !aim?.met);
  console.log(`\n${knownReferences}\n`);
  for (const { group, name } of unmet) console.log(`  not met  ${group}: ${name}`);
  console.log(
    `${aims.length - unmet.length} of ${aims.length} aims met, in ${seconds} s; .bench/results.json has every figure`,
  );
}

/** All, or the one `--group` names (its first word is enough). */
function chosenGroups(args: string[]) {
  const { values } = parseArgs({ args, options: { group: { type: "string" } } });
  const { group } = values;
  const chosen = groups.filter(({ name }) => group === undefined || name.startsWith(group));
  if (chosen.length > 0) return chosen;
  throw new Error(`There is no group "${group}": ${groups.map(({ name }) => name).join(", ")}`);
}

const machine = () => ({ node: process.version, cpus: cpus().length, model: cpus()[0]?.model ?? "" });

function write(results: Results): void {
  mkdirSync(inRoot(".bench"), { recursive: true });
  writeFileSync(inRoot(".bench", "results.json"), `${JSON.stringify(Results.parse(results), undefined, 2)}\n`);
}

bench(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
