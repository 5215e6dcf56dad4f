import { type LoadedWalk, loadWalk, storeWalk } from "#data/start-walk.ts";
import { afterPage, isDue, taken, type WalkKind } from "#domain/walk.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import { cancelPage } from "#events/walks/cancel-page.ts";
import { changePage } from "#events/walks/change-page.ts";
import { expirePage } from "#events/walks/expire-page.ts";
import type { Page } from "#events/walks/page.ts";
import { purgePage } from "#events/walks/purge-page.ts";
import type { Shell } from "#flows/shell.ts";

/** So many pages of 25 in one run, well within its time; then the next run goes on where this one stopped. */
const pagesPerRun = 20;

const pages: Readonly<Record<WalkKind, Page>> = {
  cancel: cancelPage,
  expire: expirePage,
  purge: purgePage,
  change: changePage,
};

/** Goes on with a walk, if it is its time and nobody else does. */
export async function walkOn(eventId: string, kind: WalkKind, shell: Shell): Promise<void> {
  const { now, change } = shell;
  const walk = await loadWalk(eventId, kind);
  // Over, not due yet, or in somebody's hands.
  if (!walk || !isDue(walk, now)) return;
  // Whoever takes it first works on it.
  let ours: LoadedWalk | undefined = await storeWalk(walk, taken(walk, now), change());
  for (let page = 1; ours; page++) {
    const { next, failed, dueAt, orders } = await pages[kind](ours, shell);
    // What it waits for has been put off.
    const after: LoadedWalk = dueAt ? { ...ours, dueAt } : afterPage(ours, next, failed, now, orders);
    const isLast = dueAt !== undefined || next === undefined;
    const stops = isLast || page === pagesPerRun;
    const stored = stops && !isLast ? { ...after, dueAt: now.toISOString() } : after;
    ours = await storeWalk(ours, stored, change(stops && !isLast ? walkDue : undefined));
    if (stops) return;
  }
}
