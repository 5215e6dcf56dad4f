import { type AuditLine, bySequence } from "#domain/audit-line.ts";

/** When a change was made, as far as the log tells: what is removed or moved as it is has no time of its own. */
export function timeOf({ change, after, at }: AuditLine): string {
  const time = change === "MOVE" ? after?.archivedAt : change === "REMOVE" ? undefined : after?.updatedAt;
  return typeof time === "string" ? time : at;
}

/**
 * An item's changes in the order they happened, each once, out of lines in any order and number. Sequence numbers are
 * of one table's stream; an item that moved to the archive had its life in the other table before.
 */
export function ordered(lines: readonly AuditLine[]): AuditLine[] {
  const streams = [...Map.groupBy(lines, ({ stream }) => stream).values()].map((lines) => {
    const once = new Map(lines.map((line) => [line.sequence, line]));
    return [...once.values()].sort(bySequence);
  });
  return streams.sort(([a], [b]) => (a && b ? byTime(a, b) : 0)).flat();
}

/** A move ends an item's life in the one table in the second in which it begins it in the other. */
function byTime(a: AuditLine, b: AuditLine): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return Number(a.change === "MOVE") - Number(b.change === "MOVE");
}

/** The same without the removals that are one half of a move. */
export const movedOnce = (changes: readonly AuditLine[]) =>
  changes.filter(({ change }, at) => !(change === "REMOVE" && changes[at + 1]?.change === "MOVE"));
