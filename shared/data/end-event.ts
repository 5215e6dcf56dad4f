import { commit, type Writers } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { listings, relisted } from "#data/relist.ts";
import { startWalk } from "#data/start-walk.ts";
import { stock as stocks } from "#data/stock.ts";
import { walk as walks } from "#data/walk.ts";
import type { Event } from "#domain/event.ts";
import { type Change, changed, stamp } from "#domain/trail.ts";
import type { WalkKind } from "#domain/walk.ts";

type Stored = LoadedEvent["event"];

/**
 * As often as buyers try in a rush: whoever ends an event meets all of them on its stock items, and must get through.
 */
const tries = 18;

/**
 * Ends a published event in one transaction of at most 73 items: the event on its version, all of its stock items, which
 * sell nothing from then on, its rows in lists, the organizer's count, and the walk that does what follows for its orders or tickets, due
 * then. Answers the event as it is stored, or nothing if somebody else wrote it first.
 */
export async function storeEnded(
  before: LoadedEvent,
  ended: Event,
  walk: { readonly kind: WalkKind; readonly dueAt: string; readonly change: Change },
  change: Change,
): Promise<Stored | undefined> {
  const was = before.event;
  const event = indexed({ ...was, ...ended, ...changed(was, change) });
  const { writes } = relisted(before, event, change);
  const { eventId, organizerId } = event;
  const { fact: _, ...quietly } = change;
  const refused = await commit(
    { events, organizers, stocks, walks, ...listings },
    ({ events, organizers, stocks, walks, ...listed }) => [
      events
        .put(event)
        .where(({ version }, op) => op.eq(version, was.version))
        .commit(),
      organizers
        .patch({ organizerId })
        .subtract({ publishedEvents: 1 })
        .add({ version: 1 })
        .set(stamp(quietly))
        .commit(),
      startWalk(walks, eventId, walk.kind, walk.dueAt, walk.change),
      ...closing(stocks, event, quietly),
      ...writes(listed),
    ],
    tries,
  );
  return refused.length === 0 ? event : undefined;
}

/**
 * Closes every stock item of an event: no sale gets past it, whoever read the event before. `untaken`: only if nothing of
 * it is sold or held.
 */
export const closing = (
  stock: Writers<{ stock: typeof stocks }>["stock"],
  { eventId, stockShards }: Stored,
  change: Change,
  { untaken = false } = {},
) =>
  Array.from({ length: stockShards }, (_, shard) =>
    stock
      .patch({ eventId, shard })
      .set({ live: false, ...stamp(change) })
      .add({ version: 1 })
      .where(({ taken, eventId }, op) => (untaken ? op.eq(taken, 0) : op.exists(eventId)))
      .commit(),
  );
