import { holds } from "#data/condition.ts";
import { erasure } from "#data/erasure.ts";
import { removals } from "#data/removals.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** Items removed in one run, at most of each kind. */
const mostAtOnce = 400;

/**
 * Removes what an erased person had, and notes that nothing is left. What is too much for one run tells its fact again,
 * by `change`, so that another goes on; a run that broke off is simply run again.
 */
export async function eraseRound(userId: string, change: Change): Promise<void> {
  const { fact: _told, ...untold } = change;
  const counts = await Promise.all(Object.values(removals).map((remove) => remove(userId, mostAtOnce, untold)));
  const isOver = counts.every((count) => count < mostAtOnce);
  const written = erasure
    .patch({ userId })
    .set(isOver ? { finishedAt: change.now.toISOString(), ...stamp(untold) } : stamp(change))
    .add({ version: 1, rounds: isOver ? 0 : 1 });
  await holds(written.go({ response: "none" }));
}
