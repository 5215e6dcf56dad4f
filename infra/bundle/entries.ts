import { existsSync } from "node:fs";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import type { Capability } from "#platform/capability.ts";
import { capabilitiesOf } from "#platform/operation.ts";
import { inRoot } from "../root.ts";

/** One Lambda to build: its id, the file that runs, relative to the repository, and what it may do. */
export type Entry = { readonly id: string; readonly file: string; readonly uses: readonly Capability[] };

/** Everything the two tables say is deployed. Throws if a row has no file to run, or two rows share an id. */
export function entries(): Entry[] {
  const all = [
    ...operations.map((operation) => row(operation.id, capabilitiesOf(operation), "functions", "operations.ts")),
    ...subscribers.map(({ id, uses }) => row(id, uses, "events", "subscribers.ts")),
  ];
  const missing = all.filter(({ file }) => !existsSync(inRoot(file)));
  const twice = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) !== i);
  const problems = [
    ...missing.map(({ id, file, table }) => `${table} lists ${id}, but there is no ${file} to run for it.`),
    ...twice.map(({ id }) => `${id} names two Lambdas: ids are unique over operations and subscribers together.`),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return all;
}

const row = (id: string, uses: readonly Capability[], folder: string, table: string) => ({
  id,
  uses,
  file: `${folder}/${id}.lambda.ts`,
  table: `${folder}/${table}`,
});
