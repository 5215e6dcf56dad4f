import { changeShard } from "#data/change-stock.ts";
import { commit } from "#data/commit.ts";
import { event as events } from "#data/event.ts";
import { loadStock } from "#data/load-stock.ts";
import { loadWalk, putWalk } from "#data/start-walk.ts";
import { undisturbed } from "#data/undisturbed.ts";
import { walk as walks } from "#data/walk.ts";
import { Fault } from "#domain/fault.ts";
import { applyingSteps, isLeased, returningSteps, type SaleChange, type ShardStep } from "#domain/sale-change.ts";
import type { Stock } from "#domain/stock.ts";
import { type Change, stamp } from "#domain/trail.ts";
import { over } from "#domain/walk.ts";

/** Rounds of reading the stock again where somebody else wrote a step first, or sold what was to be taken. */
const rounds = 12;

/** Everything below says by whom and when; the fact of a change rides on the event's own write. */
const quietly = ({ now, by }: Change): Change => ({ now, by });

/**
 * Has the stock items take the steps that are still to be taken, each by a write of its own, until there are none. Throws
 * `busy` if buyers or others keep getting in the way.
 */
export async function takeSteps(
  eventId: string,
  shards: number,
  steps: (stock: readonly Stock[]) => readonly ShardStep[],
  change: Change,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const next = steps(await loadStock(eventId, shards));
    if (next.length === 0) return;
    await Promise.all(next.map((step) => changeShard(eventId, step, quietly(change))));
  }
  throw new Fault("busy");
}

/**
 * Goes on with an event's open change to its end, whoever began it: forward if it was decided, back if whoever took for it
 * gave up or has stopped. Any number may do so at once; each step is done once. Answers whether there is none left: false
 * while somebody is given time to take. An archived event has none.
 */
export async function followChange(eventId: string, change: Change): Promise<boolean> {
  for (let round = 0; round < rounds; round++) {
    const { data: event } = await events.get({ eventId }).go({ consistent: true });
    const open = event?.change;
    if (!event || !open) return true;
    if (isLeased(open, change.now)) return false;
    if (open.state === "taking") {
      await giveUp(eventId, open, change);
      continue;
    }
    const steps = open.state === "applying" ? applyingSteps : returningSteps;
    await takeSteps(eventId, event.stockShards, (stock) => steps(open, stock), change);
    await close(eventId, open, change);
  }
  throw new Error(`The change of event ${eventId} does not end`);
}

/** Decides that what was taken goes back. Answers whether nobody had decided otherwise. */
export const giveUp = (eventId: string, { changeId }: SaleChange, change: Change): Promise<boolean> =>
  undisturbed(() =>
    events
      .patch({ eventId })
      .data((item, op) => op.set(item.change.state, "returning"))
      .set(stamp(quietly(change)))
      .add({ version: 1 })
      .where(({ change }, op) => `${op.eq(change.changeId, changeId)} AND ${op.eq(change.state, "taking")}`)
      .go(),
  );

/** Ends a change that every stock item has followed, and the walk that would have gone on with it. */
async function close(eventId: string, { changeId }: SaleChange, change: Change): Promise<void> {
  const walk = await loadWalk(eventId, "change");
  await commit({ events, walks }, ({ events, walks }) => [
    events
      .patch({ eventId })
      .remove(["change"])
      .set(stamp(quietly(change)))
      .add({ version: 1 })
      .where(({ change }, op) => op.eq(change.changeId, changeId))
      .commit(),
    ...(walk && walk.endedAt === undefined ? [putWalk(walks, walk, over(walk, change.now), quietly(change))] : []),
  ]);
}
