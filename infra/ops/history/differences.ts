import { isDeepStrictEqual } from "node:util";
import type { AuditLine } from "#domain/audit-line.ts";
import { isSealed } from "./unsealed.ts";

/** One attribute that a change gave another value; nothing where it was not there before, or is not after it. */
export type Difference = { readonly field: string; readonly from?: unknown; readonly to?: unknown };

/** What every change changes, and its heading tells. */
const inHeading = ["updatedAt", "changedBy", "version", "fact"];

/**
 * What a change changed, attribute by attribute, those within others by their path, with the values as they were opened.
 * Whether a sealed value changed shows in the line itself, also where nobody can open it any more.
 */
export function differencesOf(line: AuditLine, opened: AuditLine): Difference[] {
  const { before = {}, after = {} } = line;
  const paths = changedPaths(before, after).filter(([name = ""]) => !inHeading.includes(name));
  return paths.map((path) => {
    const [from, to] = [valueAt(opened.before, path), valueAt(opened.after, path)];
    return { field: path.join("."), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  });
}

type Parts = Readonly<Record<string, unknown>>;
type Path = readonly string[];

const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isSealed(value);

function changedPaths(before: Parts, after: Parts): Path[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): Path[] => {
    const [from, to] = [before[name], after[name]];
    if (isDeepStrictEqual(from, to)) return [];
    return isParts(from) && isParts(to) ? changedPaths(from, to).map((path) => [name, ...path]) : [[name]];
  });
}

const valueAt = (image: Parts | undefined, path: Path): unknown =>
  path.reduce((value: unknown, name) => (isParts(value) ? value[name] : undefined), image);

/** The fact a change told, if it told one. */
export function factTold({ before, after }: AuditLine): string | undefined {
  const [former, fact] = [before, after].map((image) => image?.fact as { id?: unknown; type?: unknown } | undefined);
  return fact === undefined || fact.id === former?.id ? undefined : String(fact.type);
}
