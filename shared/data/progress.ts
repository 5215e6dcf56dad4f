import { holds } from "#data/condition.ts";
import { entity, primary } from "#data/entity.ts";
import { Progress } from "#domain/progress.ts";
import { type Change, changed, created } from "#domain/trail.ts";

export const progress = entity("progress", Progress, {
  // How far a walk has come — one row per walk, so that each day is looked at once.
  ofWalk: primary("progress#{walk}", "progress"),
});

/** Until which day a walk has come, if it ever began. */
export async function progressOf(walk: Progress["walk"]) {
  return (await progress.get({ walk }).go({ consistent: true })).data ?? undefined;
}

/** Writes down how far a walk has come, unless another run of it wrote first: then that is how far it is known to be. */
export async function keepProgress(
  known: Awaited<ReturnType<typeof progressOf>>,
  next: Progress,
  change: Change,
): Promise<void> {
  const write = known
    ? progress
        .put({ ...known, ...next, ...changed(known, change) })
        .where(({ version }, op) => op.eq(version, known.version))
        .go()
    : progress.create({ ...next, ...created(change) }).go();
  await holds(write);
}
