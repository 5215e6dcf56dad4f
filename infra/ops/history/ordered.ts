import { type AuditLine, bySequence } from "#domain/audit-line.ts";

/** When a change was made, as far as the log tells: removals carry no time of their own. */
export const timeOf = ({ change, after, at }: AuditLine) =>
  change !== "REMOVE" && typeof after?.updatedAt === "string" ? after.updatedAt : at;

/**
 * An item's changes in the order they happened, each once, out of lines in any order and number. Sequence numbers are
 * of one table's stream; an item that moved to another table had its life in the first before.
 */
export function ordered(lines: readonly AuditLine[]): AuditLine[] {
  const streams = [...Map.groupBy(lines, ({ stream }) => stream).values()].map((lines) => {
    const once = new Map(lines.map((line) => [line.sequence, line]));
    return [...once.values()].sort(bySequence);
  });
  return streams.sort(([a], [b]) => (a && b ? order(a, b) : 0)).flat();
}

const order = (a: AuditLine, b: AuditLine) => {
  const [first, second] = [a.at, b.at];
  return first < second ? -1 : first > second ? 1 : 0;
};
