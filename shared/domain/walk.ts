import * as z from "zod";
import { id } from "#domain/ids.ts";
import { type Counted, counted, Tally } from "#domain/tally.ts";
import { days, minutes, shifted } from "#domain/time.ts";

/** Work on one event that is too long for one request. */
export const walkKinds = ["cancel", "expire", "purge", "change"] as const;
export type WalkKind = (typeof walkKinds)[number];

/** How far a walk has come: the part it is in, a partition of an index each, and where in it. */
export const Place = z.object({ part: z.int().min(0), after: z.string().optional() });
export type Place = z.infer<typeof Place>;

/**
 * A walk over what belongs to an event, page by page. Each page's progress is kept, every step on it is conditional: who
 * stops is followed by another, and what is walked twice changes nothing.
 */
export const Walk = z.object({
  eventId: id,
  kind: z.enum(walkKinds),
  /** When it is to go on; while somebody works on it, when somebody else may. */
  dueAt: z.string(),
  /** Which time it goes over everything. */
  pass: z.int().min(1),
  place: Place,
  /** So many things of this pass could not be done, or are not over yet: there will be another. */
  failed: z.int().min(0),
  /** What this pass has counted so far; and the last whole one, when it was done. */
  counting: Tally.optional(),
  counted: Tally.extend({ at: z.string() }).optional(),
  endedAt: z.string().optional(),
});
export type Walk = z.infer<typeof Walk>;

/**
 * Orders that were confirmed while their event ended may be missing from the first pass's index reads: everything is
 * gone over once more, when every hold of that time is over. Over a cancelled event's orders there is a pass before that,
 * which finds most of them paid back.
 */
const passes = { cancel: 3, expire: 2, purge: 1, change: 1 } as const satisfies Record<WalkKind, number>;
const betweenPasses = minutes(20);
const firstGaps: { readonly [K in WalkKind]?: readonly number[] } = { cancel: [minutes(5), minutes(15)] };

/** What could not be done so often takes longer to become possible: from then on it is tried once a day. */
const oftenPasses = 10;

/** Longer than a worker runs: after this it has stopped somewhere. */
const lease = minutes(2);

/** How long a deleted draft can be restored. */
export const restorableDays = 30;

export const openWalk = (eventId: string, kind: WalkKind, dueAt: string): Walk => ({
  eventId,
  kind,
  dueAt,
  pass: 1,
  place: { part: 0 },
  failed: 0,
});

export const isDue = ({ dueAt, endedAt }: Pick<Walk, "dueAt" | "endedAt">, now: Date) =>
  endedAt === undefined && dueAt <= now.toISOString();

export const taken = <W extends Walk>(walk: W, now: Date): W => ({ ...walk, dueAt: shifted(now, lease) });

/**
 * The walk after a page: at the next place, or at the end of its pass. `undefined`: there is no next place. `orders`: what
 * was counted on the page, which is kept in the write that keeps the place, so that a page walked twice counts once.
 */
export function afterPage<W extends Walk>(
  walk: W,
  next: Place | undefined,
  failed: number,
  now: Date,
  orders?: readonly Counted[],
): W {
  const sum = walk.failed + failed;
  const counting = orders ? counted(walk.counting, orders) : walk.counting;
  if (next) return { ...walk, place: next, failed: sum, counting };
  const whole = { ...walk, counting: undefined, counted: counting && { ...counting, at: now.toISOString() } };
  if (walk.pass >= passes[walk.kind] && sum === 0) return over(whole, now);
  const gap = firstGaps[walk.kind]?.[walk.pass - 1] ?? betweenPasses;
  const dueAt = shifted(now, walk.pass < oftenPasses ? gap : days(1));
  return { ...whole, pass: walk.pass + 1, place: { part: 0 }, failed: 0, dueAt };
}

export const over = <W extends Walk>(walk: W, now: Date): W => ({
  ...walk,
  endedAt: now.toISOString(),
});

/** How long it is told that a walk took place, in milliseconds. */
export const keptAfterwards = days(30);
