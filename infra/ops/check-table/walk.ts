import { setTimeout as wait } from "node:timers/promises";
import { judge, type Known, nameOf, readAs, readingOf } from "./judge.ts";
import { type Cost, inParallel, openReader, type Reader, type Source } from "./reader.ts";
import { recountPlaces, recountPublished, recountUses } from "./recount.ts";
import type { Raw } from "./stored.ts";
import { openTally } from "./tally.ts";
import { type Key, type Violation, violation } from "./violation.ts";

export type CheckOptions = Source & {
  /** The time the table lives in; the machine's unless given. */
  readonly now?: Date;
  /** Milliseconds to wait before what looked wrong is looked at again: for a table that is in use. */
  readonly pause?: number;
  /** Items a page: so many, and what they refer to, are in memory at once. */
  readonly limit?: number;
  /** So many parts of the table are walked side by side. */
  readonly segments?: number;
};

/** So many suspicions are kept before they are looked at again. */
const mostSuspects = 1000;

/**
 * Walks the whole table and tells every invariant that it violates by itself. What looks wrong is read again, at one
 * moment together with all it depends on, and told only if it is still so: a table in use moves while it is walked.
 * Answers, at its end, what it cost.
 */
export async function* checkTable(options: CheckOptions): AsyncGenerator<Violation, Cost> {
  const { pause = 0, limit = 500, segments = 1 } = options;
  const reader = openReader(options);
  const now = (options.now ?? new Date()).toISOString();
  const tally = openTally();
  const again = async (suspects: readonly Key[]): Promise<Violation[]> => {
    if (suspects.length > 0 && pause > 0) await wait(pause);
    return (await inParallel(suspects, (key) => judgeAgain(key, reader, now))).flat();
  };

  let suspects: Key[] = [];
  for await (const page of reader.pages({ limit, segments })) {
    reader.cost.items += page.length;
    for (const raw of page) {
      const { kind, item } = readingOf(raw);
      if (kind && item) tally.count(kind, item);
    }
    suspects.push(...(await suspectsIn(page, reader, now)));
    if (suspects.length < mostSuspects) continue;
    yield* await again(suspects);
    suspects = [];
  }
  yield* await again(suspects);
  if (!tally.isEven()) yield* recount(reader, tally, options);
  return reader.cost;
}

/** The keys of those items that look wrong. Everything they depend on is read, round by round. */
async function suspectsIn(page: readonly Raw[], reader: Reader, now: string): Promise<Key[]> {
  const known: Known = new Map(page.map((raw) => [nameOf(raw), raw]));
  const suspects: Key[] = [];
  for (let waiting = page; waiting.length > 0; ) {
    const wanted = new Map<string, Key>();
    waiting = waiting.filter((raw) => {
      const { violations, missing } = judge(raw, known, now);
      for (const key of missing) wanted.set(nameOf(key), key);
      if (missing.length === 0 && violations.length > 0) suspects.push({ pk: raw.pk, sk: raw.sk });
      return missing.length > 0;
    });
    await reader.read([...wanted.values()], known);
  }
  return suspects;
}

/** What is wrong with an item as it is now; nothing if it is gone. */
async function judgeAgain(suspect: Key, reader: Reader, now: string): Promise<Violation[]> {
  for (let keys = [suspect]; ; ) {
    const known = await reader.snapshot(keys);
    const raw = known.get(nameOf(suspect));
    if (!raw) return [];
    const { violations, missing } = judge(raw, known, now);
    if (missing.length === 0) return violations;
    const wanted = new Map([...keys, ...missing].map((key) => [nameOf(key), key]));
    keys = [...wanted.values()];
  }
}

/** A second walk, for what does not add up: of the slots that are off, every event, organizer and category is counted anew. */
async function* recount(
  reader: Reader,
  tally: ReturnType<typeof openTally>,
  { pause = 0, limit = 500, segments = 1 }: CheckOptions,
): AsyncGenerator<Violation> {
  if (pause > 0) await wait(pause);
  const suspects: Raw[] = [];
  for await (const page of reader.pages({ limit, segments })) {
    suspects.push(...page.filter((raw) => tally.isOff(readAs("category", raw)?.categoryId ?? "")));
    const found = await inParallel(page, async (raw) => {
      const event = readAs("event", raw);
      const organizer = readAs("organizer", raw);
      const findings = [
        ...(event && tally.isOff(event.eventId) ? await recountPlaces(event, reader) : []),
        ...(organizer && tally.isOff(organizer.organizerId) ? await recountPublished(organizer, reader) : []),
      ];
      return findings.map((finding) => violation(finding, event ? "event" : "organizer", raw));
    });
    yield* found.flat();
  }
  if (suspects.length > 0) yield* recountUses(suspects, reader, { limit, segments });
}
