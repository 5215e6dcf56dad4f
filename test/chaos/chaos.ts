import { parseArgs } from "node:util";
import { inRoot } from "#infra/root.ts";
import { synthesize } from "#infra/synth.ts";
import type { Outcome } from "#test/chaos/run.ts";
import { faultKinds } from "#test/chaos/scenario.ts";
import type { Broken } from "#test/chaos/seeds.ts";
import { runSeeds } from "#test/chaos/seeds.ts";

const usage = `npm run chaos -- [--seeds N] [--from K] [--trace]
  --seeds N      so many scenarios (default 20)
  --from K       the first seed (default 1); one failed seed is replayed by --from <seed> --seeds 1 --trace
  --every-fault  fail if a kind of fault there is never struck
  --trace        print everything that happened, call by call`;

const options = {
  seeds: { type: "string", default: "20" },
  from: { type: "string", default: "1" },
  "every-fault": { type: "boolean", default: false },
  trace: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** What was asked for, or what is wrong with it. */
function asked() {
  try {
    const { values } = parseArgs({ options });
    const [count, from] = [Number(values.seeds), Number(values.from)];
    if (values.help) return usage;
    if (!Number.isInteger(count) || count < 1) return `--seeds is a whole number from 1, not ${values.seeds}\n${usage}`;
    if (!Number.isInteger(from) || from < 1) return `--from is a whole number from 1, not ${values.from}\n${usage}`;
    return { ...values, count, from };
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n${usage}`;
  }
}

/** Runs random scenarios of the main job and prints every invariant that was violated, with its seed. */
async function chaos(): Promise<number> {
  const values = asked();
  if (typeof values === "string") {
    console.log(values);
    return values === usage ? 0 : 2;
  }
  const { count, from } = values;
  const assembly = await synthesize("local", inRoot(".build", "local"));
  const fired = new Map<string, number>();
  let bad = 0;
  const begun = performance.now();
  await runSeeds(
    assembly,
    Array.from({ length: count }, (_, number) => from + number),
    (outcome) => {
      if ("failure" in outcome || outcome.violations.length > 0) bad++;
      tell(outcome, values.trace);
      if (!("failure" in outcome)) {
        for (const [kind, times] of Object.entries(outcome.fired)) fired.set(kind, (fired.get(kind) ?? 0) + times);
      }
      return "go on";
    },
  );
  const minutes = (performance.now() - begun) / 60_000;
  console.log(`\n${count} seeds, ${bad} with violations or broken, ${(count / minutes).toFixed(0)} seeds per minute`);
  console.log("Faults that struck:");
  for (const [kind, times] of [...fired].toSorted()) console.log(`  ${kind.padEnd(28)} ${times}`);
  const missing = values["every-fault"] ? faultKinds.filter((kind) => !fired.has(kind)) : [];
  if (missing.length > 0) console.log(`Never struck: ${missing.join(", ")}`);
  return bad === 0 && missing.length === 0 ? 0 : 1;
}

function tell(outcome: Outcome | Broken, withTrace: boolean): void {
  if ("failure" in outcome) {
    console.log(`seed ${outcome.seed}: broke\n  ${outcome.failure}\n${replayed(outcome.seed)}`);
    return;
  }
  const { scenario, violations, trace } = outcome;
  const faults = [...scenario.faults, ...scenario.stripeFaults].map(({ kind }) => kind).join(", ");
  if (withTrace) for (const line of trace) console.log(line);
  console.log(
    `seed ${scenario.seed}: ${violations.length === 0 ? "holds" : "VIOLATED"} (${trace.length} steps; ${faults})`,
  );
  for (const violation of violations) console.log(`  ${violation}`);
  if (violations.length > 0) console.log(replayed(scenario.seed));
}

const replayed = (seed: number) => `  replay: npm run chaos -- --from ${seed} --seeds 1 --trace`;

process.exitCode = await chaos();
