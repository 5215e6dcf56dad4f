import type { AuditLine } from "#domain/audit-line.ts";
import { differencesOf, factTold } from "./differences.ts";
import type { Link } from "./life.ts";
import { timeOf } from "./ordered.ts";

const done = { INSERT: "created", MODIFY: "changed", REMOVE: "deleted" } as const;
const said = (value: unknown) => (value === undefined ? "–" : JSON.stringify(value));

/** A change for programs. */
export const record = (line: AuditLine) => {
  const { change, who, stream, sequence } = line;
  const fact = factTold(line);
  const version = (line.after ?? line.before)?.version;
  const told = { at: timeOf(line), who, change, version, ...(fact !== undefined && { fact }), stream, sequence };
  return { ...told, differences: change === "REMOVE" ? [] : differencesOf(line) };
};

/** A change for people: when, who, and from what to what. */
export function paragraph(line: AuditLine): string {
  const { at, who, change, version, fact, differences } = record(line);
  const heading = `${at}  ${done[change]} by ${who}, version ${said(version)}${fact === undefined ? "" : `, told ${fact}`}`;
  const fields = differences.map(({ field, from, to }) =>
    change === "INSERT" ? `    ${field}: ${said(to)}` : `    ${field}: ${said(from)} → ${said(to)}`,
  );
  return [heading, ...fields].join("\n");
}

/** An item as it was, for people. */
export const itemAt = (name: string, at: string, line: AuditLine) =>
  [
    `${name} at ${at}, as ${line.who} had left it at ${timeOf(line)}:`,
    ...Object.entries(line.after ?? {}).map(([field, value]) => `    ${field}: ${said(value)}`),
  ].join("\n");

/** What an operator should know of a life that has holes. */
export const hole = ({ at, version }: Link) =>
  `Version ${said(version)}, of ${at}, is not in the log: the relay has not told it yet, or could not.`;
