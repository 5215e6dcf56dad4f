import { isDeepStrictEqual } from "node:util";
import { type AuditLine, unsigned } from "#domain/audit-line.ts";
import { isErased } from "#domain/sealed.ts";
import { differencesOf, factTold } from "./differences.ts";
import type { Link } from "./life.ts";
import { timeOf } from "./ordered.ts";
import { altered } from "./unsealed.ts";

const done = { INSERT: "created", MODIFY: "changed", REMOVE: "deleted", MOVE: "moved to the archive" } as const;

function said(value: unknown): string {
  if (value === undefined) return "–";
  if (isErased(value)) return "(erased)";
  return isDeepStrictEqual(value, altered)
    ? "(does not open: altered, or sealed under another key)"
    : JSON.stringify(value);
}

/** A change for programs, out of its line and that line opened. */
export function record(line: AuditLine, opened: AuditLine) {
  const { change, who, stream, sequence } = line;
  const fact = factTold(line);
  const version = (line.after ?? line.before)?.version;
  // What is only gone, or only in another place, has not changed.
  const differences = change === "INSERT" || change === "MODIFY" ? differencesOf(line, opened) : [];
  return { at: timeOf(line), who, change, version, ...(fact !== undefined && { fact }), stream, sequence, differences };
}

/** A change for people: when, who, and from what to what. */
export function paragraph(line: AuditLine, opened: AuditLine): string {
  const { at, who, change, version, fact, differences } = record(line, opened);
  const told = fact === undefined ? "" : `, told ${fact}`;
  const fields = differences.map(({ field, from, to }) =>
    change === "INSERT" ? `    ${field}: ${said(to)}` : `    ${field}: ${said(from)} → ${said(to)}`,
  );
  const by = who === unsigned ? " (what was written with it says by whom)" : ` by ${who}`;
  return [`${at}  ${done[change]}${by}, version ${said(version)}${told}`, ...fields].join("\n");
}

/** An item as it was, for people. */
export const itemAt = (name: string, at: string, opened: AuditLine) =>
  [
    `${name} at ${at}, as ${opened.who} had left it at ${timeOf(opened)}:`,
    ...Object.entries(opened.after ?? {}).map(([field, value]) => `    ${field}: ${said(value)}`),
  ].join("\n");

/** What an operator should know of a life that has holes. */
export const hole = ({ at, version }: Link) =>
  `Version ${said(version)}, of ${at}, is not in the log: the relay has not told it yet, or could not.`;
