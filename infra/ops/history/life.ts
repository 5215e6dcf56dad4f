import { type AuditLine, hourOf } from "#domain/audit-line.ts";
import { hours, minutes, shifted } from "#domain/time.ts";
import { movedOnce, ordered, timeOf } from "./ordered.ts";

/** A change that must have been: when, what version it made, and how it is known. */
export type Link = {
  readonly at: string;
  readonly version: unknown;
  readonly isDoneBy: (line: AuditLine) => boolean;
};

/** What made an item what it is. What moved to the archive as it was, its move did. */
export function linkTo(image: Readonly<Record<string, unknown>>): Link {
  const { version } = image;
  const at = String(image.updatedAt);
  if (movedLater(image)) {
    return { at: String(image.archivedAt), version, isDoneBy: ({ change }) => change === "MOVE" };
  }
  return {
    ...{ at, version },
    isDoneBy: ({ after }) => after?.updatedAt === at && after.version === version && !movedLater(after),
  };
}

const movedLater = ({ archivedAt, updatedAt }: Readonly<Record<string, unknown>>) =>
  archivedAt !== undefined && String(archivedAt) > String(updatedAt);

/** What was done before a change; nothing if it made the item. */
function linkBefore({ change, at, before, after }: AuditLine): Link | undefined {
  if (before) return linkTo(before);
  if (change !== "MOVE") return undefined;
  return { at, version: after?.version, isDoneBy: ({ change }) => change === "REMOVE" };
}

export type Life = {
  /** In the order they happened, each once. */
  readonly changes: readonly AuditLine[];
  /** What must have been, and is not in the log where it should be. */
  readonly missing: readonly Link[];
};

export type Search = {
  /** The item's changes that the log has of an hour. */
  readonly readHour: (hour: string) => Promise<readonly AuditLine[]>;
  /** Of the item as it is now; nothing if it is gone. */
  readonly newest: Link | undefined;
  /** Where to begin if it is gone. */
  readonly until: string;
  /** Only changes after this moment are of interest, and the last one until then. */
  readonly since: string | undefined;
  /** Where no change tells when the one before was, hours are looked through back to this moment. */
  readonly horizon: string;
};

/**
 * An item's life, from its end to its beginning: each change tells when the one before it was made, so that as many
 * hours of the log are read as have changes of it, however many lie between them.
 */
export async function lifeOf({ readHour, newest, until, since, horizon }: Search): Promise<Life> {
  const lines: AuditLine[] = [];
  const read = new Set<string>();
  const missing: Link[] = [];
  const look = async (hour: string) => {
    if (!read.has(hour)) lines.push(...(await readHour(hour)));
    read.add(hour);
  };
  /** Looks through the hours back from this moment, until one has something new. */
  const searchBack = async (from: string) => {
    const known = lines.length;
    for (let at = from; hourOf(at) >= hourOf(horizon) && lines.length === known; at = shifted(at, -hours(1))) {
      await look(hourOf(at));
    }
    return lines.length > known;
  };

  let former: string | undefined;
  for (let [wanted, from] = [newest, newest?.at ?? until]; ; ) {
    for (const hour of wanted ? hoursAround(wanted.at) : []) if (!isIn(lines, wanted)) await look(hour);
    const isFound = isIn(lines, wanted);
    if (wanted && !isFound) missing.push(wanted);
    if (!isFound && !(await searchBack(from))) break;
    const [earliest] = ordered(lines);
    if (!earliest || earliest.sequence === former || (since !== undefined && timeOf(earliest) <= since)) break;
    former = earliest.sequence;
    wanted = linkBefore(earliest);
    from = wanted?.at ?? shifted(earliest.at, -hours(1));
    // It was made by this change. Under the same key there may have been another before, for who asks for such times.
    if (!wanted && since !== horizon) break;
  }
  return { changes: movedOnce(ordered(lines)), missing };
}

/** Where the log has a change made at this moment: written down later than it began, on a clock that may differ. */
const hoursAround = (at: string) => [...new Set([0, minutes(15), -minutes(5)].map((by) => hourOf(shifted(at, by))))];

const isIn = (lines: readonly AuditLine[], link: Link | undefined) => link !== undefined && lines.some(link.isDoneBy);
