import type { Problem } from "#platform/problem.ts";
import type { Field } from "#test/support/bad-input/fields.ts";

/** What is wrong with how a bad value was received, if anything: it has to be a 400 that names the field. */
export function objection(
  { status, problem }: { readonly status: number | undefined; readonly problem: Problem | undefined },
  { path, where }: Pick<Field, "path" | "where">,
): string | undefined {
  if (!problem) return "was let in";
  // An id that cannot be one is a thing that does not exist.
  if (where === "path" && problem.code === "not_found" && status === 404) return undefined;
  if (status !== 400) return `was a ${status}`;
  const named = (problem.errors ?? []).map((error) => error.path);
  const isNamed = named.some((name) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`));
  return isNamed ? undefined : `was refused because of ${named.join() || problem.detail}`;
}
