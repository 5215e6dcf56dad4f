import { existsSync } from "node:fs";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import { inRoot } from "../root.ts";

/** One Lambda to build: its id and the file that runs, relative to the repository. */
export type Entry = { readonly id: string; readonly file: string };

/** Everything the two tables say is deployed. Throws if a row has no file to run, or two rows share an id. */
export function entries(): Entry[] {
  const all = [
    ...operations.map(({ id }) => ({ id, file: `functions/${id}.lambda.ts`, table: "functions/operations.ts" })),
    ...subscribers.map(({ id }) => ({ id, file: `events/${id}.lambda.ts`, table: "events/subscribers.ts" })),
  ];
  const missing = all.filter(({ file }) => !existsSync(inRoot(file)));
  const twice = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) !== i);
  const problems = [
    ...missing.map(({ id, file, table }) => `${table} lists ${id}, but there is no ${file} to run for it.`),
    ...twice.map(({ id }) => `${id} names two Lambdas: ids are unique over operations and subscribers together.`),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return all.map(({ id, file }) => ({ id, file }));
}
