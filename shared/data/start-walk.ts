import type { Writers } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { walk as walks } from "#data/walk.ts";
import { type Change, changed, created, purgeAfter } from "#domain/trail.ts";
import { keptAfterwards, openWalk, type Walk, type WalkKind } from "#domain/walk.ts";

type WalkWriter = Writers<{ walk: typeof walks }>["walk"];

/** The walk as it is now, or nothing. */
export async function loadWalk(eventId: string, kind: WalkKind) {
  return (await walks.get({ eventId, kind }).go({ consistent: true })).data ?? undefined;
}
export type LoadedWalk = NonNullable<Awaited<ReturnType<typeof loadWalk>>>;

/** Begins a walk in the transaction that makes it needed, so that neither is there without the other. */
export const startWalk = (walk: WalkWriter, eventId: string, kind: WalkKind, dueAt: string, change: Change) =>
  walk.create({ ...openWalk(eventId, kind, dueAt), ...created(change) }).commit();

/** Writes a walk anew in a transaction, on the version that was read; or for the first time. */
export function putWalk(walk: WalkWriter, was: LoadedWalk | undefined, next: Walk, change: Change) {
  if (!was) return walk.create({ ...next, ...created(change) }).commit();
  return walk
    .put(rewritten(was, next, change))
    .where(({ version }, op) => op.eq(version, was.version))
    .commit();
}

/** Only what is over is forgotten. */
function rewritten(was: LoadedWalk, next: Walk, change: Change) {
  const { createdAt, fact } = was;
  const purgeAt = next.endedAt === undefined ? undefined : purgeAfter(change.now, keptAfterwards);
  return { ...next, createdAt, fact, purgeAt, ...changed(was, change) };
}

/** Stores how far a walk has come, on the version that was read: nothing if somebody else wrote it first. */
export async function storeWalk(was: LoadedWalk, next: Walk, change: Change): Promise<LoadedWalk | undefined> {
  const stored = rewritten(was, next, change);
  const write = walks.put(stored).where(({ version }, op) => op.eq(version, was.version));
  return (await holds(write.go())) ? stored : undefined;
}
