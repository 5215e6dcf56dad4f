import { type AuditLine, hourOf } from "#domain/audit-line.ts";
import { hours, minutes, shifted } from "#domain/time.ts";
import { ordered, timeOf } from "./ordered.ts";

/** A change that must have been: an item's version, and when it got it. */
export type Link = {
  readonly at: string;
  readonly version: unknown;
  /** It moved out of another table than this. */
  readonly elsewhereThan?: string;
};

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

  for (let [wanted, from] = [newest, newest?.at ?? until]; ; ) {
    for (const hour of wanted ? hoursAround(wanted.at) : []) if (!isIn(lines, wanted)) await look(hour);
    const isFound = isIn(lines, wanted);
    if (wanted && !isFound) missing.push(wanted);
    if (!isFound && !(await searchBack(from))) break;
    const [earliest] = ordered(lines);
    if (!earliest || (since !== undefined && timeOf(earliest) <= since)) break;
    wanted = linkBefore(earliest);
    from = wanted?.at ?? shifted(earliest.at, -hours(1));
    // It was made by this change. Under the same key there may have been another before, for who asks for such times.
    if (!wanted && since !== horizon) break;
  }
  return { changes: ordered(lines), missing };
}

/** Where the log has a change made at this moment: written down later than it began, on a clock that may differ. */
const hoursAround = (at: string) => [...new Set([0, minutes(15), -minutes(5)].map((by) => hourOf(shifted(at, by))))];

const isIn = (lines: readonly AuditLine[], link: Link | undefined) =>
  link !== undefined &&
  lines.some(
    ({ after, stream }) =>
      after?.updatedAt === link.at && after.version === link.version && stream !== link.elsewhereThan,
  );

function linkBefore({ before, after, stream }: AuditLine): Link | undefined {
  const moved = !before && Number(after?.version) > 1;
  const { updatedAt, version } = before ?? (moved ? after : undefined) ?? {};
  if (typeof updatedAt !== "string") return undefined;
  return { at: updatedAt, version, ...(moved && { elsewhereThan: stream }) };
}
