import { listed } from "#data/listed.ts";
import { loadWalk, storeWalk } from "#data/start-walk.ts";
import { walk as walks } from "#data/walk.ts";
import { isDue } from "#domain/walk.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import { sweepWalks } from "#events/walks/sweep-walks.ts";
import { onSchedule } from "#platform/consume.ts";

/** So many a run; the next run goes on. */
const most = 100;

export const handler = onSchedule(sweepWalks, async ({ now, change }) => {
  const { data } = await walks.query.due({}).lte({ dueAt: now.toISOString() }).go({ limit: most, data: "includeKeys" });
  let told = 0;
  for (const { eventId, kind } of data.map(listed(walks, "due"))) {
    const walk = await loadWalk(eventId, kind);
    // The index may lag behind one that was taken.
    if (!walk || !isDue(walk, now)) continue;
    if (await storeWalk(walk, walk, change(walkDue))) told++;
  }
  return { told };
});
