import { isDeepStrictEqual } from "node:util";
import type { AuditLine } from "#domain/audit-line.ts";

/** One attribute that a change gave another value; nothing where it was not there before, or is not after it. */
export type Difference = { readonly field: string; readonly from?: unknown; readonly to?: unknown };

/** What every change changes, and its heading tells. */
const inHeading = ["updatedAt", "changedBy", "version", "fact"];

/** What a change changed, attribute by attribute, those within others by their path. */
export const differencesOf = ({ before = {}, after = {} }: Pick<AuditLine, "before" | "after">): Difference[] =>
  between(before, after, "").filter(({ field }) => !inHeading.includes(field));

type Parts = Readonly<Record<string, unknown>>;
const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function between(before: Parts, after: Parts, path: string): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): Difference[] => {
    const [from, to] = [before[name], after[name]];
    if (isDeepStrictEqual(from, to)) return [];
    const field = `${path}${name}`;
    if (isParts(from) && isParts(to)) return between(from, to, `${field}.`);
    return [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

/** The fact a change told, if it told one. */
export function factTold({ before, after }: Pick<AuditLine, "before" | "after">): string | undefined {
  const [former, fact] = [before, after].map((image) => image?.fact as { id?: unknown; type?: unknown } | undefined);
  return fact === undefined || fact.id === former?.id ? undefined : String(fact.type);
}
