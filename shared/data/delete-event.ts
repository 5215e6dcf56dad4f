import { commit } from "#data/commit.ts";
import { closing } from "#data/end-event.ts";
import { event as events, indexed } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { order as orders } from "#data/order.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { listings, relisted } from "#data/relist.ts";
import { type LoadedWalk, putWalk } from "#data/start-walk.ts";
import { stock as stocks } from "#data/stock.ts";
import { walk as walks } from "#data/walk.ts";
import { deleted, restored, wasNeverPublished } from "#domain/delete-event.ts";
import { indexShardsFor } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { days, shifted } from "#domain/time.ts";
import { type Change, changed, stamp } from "#domain/trail.ts";
import { openWalk, over, restorableDays } from "#domain/walk.ts";

type Stored = LoadedEvent["event"];

/**
 * Deletes an event nothing was sold of, in one transaction on its version: with its stock closed, and held to nothing
 * being taken of it, whoever buys at the same moment; a draft with the walk that removes it for good after 30 days.
 * Answers whether that is what happened: false if somebody else wrote the event first. Throws `has_orders`.
 */
export async function storeDeleted(
  before: LoadedEvent,
  purge: LoadedWalk | undefined,
  change: Change,
): Promise<boolean> {
  const was = before.event;
  const event = indexed({ ...deleted(was, change.now.toISOString()), ...changed(was, change) });
  const { eventId, organizerId } = was;
  if (await hadOrders(was)) throw hasOrders();
  const dueAt = shifted(change.now, days(restorableDays));
  const { writes } = relisted(before, event, change);
  const entities = { events, organizers, stocks, walks, ...listings };
  const refused = await commit(entities, ({ events, organizers, stocks, walks, ...listed }) => [
    events
      .put(event)
      .where(({ version }, op) => op.eq(version, was.version))
      .commit(),
    ...closing(stocks, was, change, { untaken: true }),
    ...(was.status === "published"
      ? [
          organizers
            .patch({ organizerId })
            .subtract({ publishedEvents: 1 })
            .add({ version: 1 })
            .set(stamp(change))
            .commit(),
        ]
      : []),
    ...(wasNeverPublished(was) ? [putWalk(walks, purge, openWalk(eventId, "purge", dueAt), change)] : []),
    ...writes(listed),
  ]);
  if (refused.some(({ position }) => position > 0 && position <= was.stockShards)) throw hasOrders();
  return refused.length === 0;
}

const hasOrders = () => new Fault("has_orders", "Tickets of it were bought or are held: cancel it instead.");

/**
 * Whether an order of it is, or was, somebody's. Those that are keep stock taken, which the transaction looks at; the index
 * tells those that were paid back since, which it had the time to see.
 */
async function hadOrders(event: Stored): Promise<boolean> {
  const { eventId } = event;
  const shards = Array.from({ length: wasNeverPublished(event) ? 0 : indexShardsFor(event) }, (_, shard) => shard);
  const found = await Promise.all(shards.map((shard) => orders.query.ofEvent({ eventId, shard }).go({ limit: 1 })));
  return found.some(({ data }) => data.length > 0);
}

/**
 * Restores a deleted event, while its organizer is there, and calls off its removal. Answers the event as it is stored,
 * or nothing if somebody else wrote it first. Throws `not_changeable`.
 */
export async function storeRestored(
  { event: was }: LoadedEvent,
  purge: LoadedWalk | undefined,
  change: Change,
): Promise<Stored | undefined> {
  const event = indexed({ ...restored(was), ...changed(was, change) });
  const { organizerId } = was;
  const refused = await commit({ events, organizers, walks }, ({ events, organizers, walks }) => [
    events
      .put(event)
      .where(({ version }, op) => op.eq(version, was.version))
      .commit(),
    organizers
      .check({ organizerId })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
    ...(purge && purge.endedAt === undefined ? [putWalk(walks, purge, over(purge, change.now), change)] : []),
  ]);
  if (refused.some(({ position }) => position === 1)) throw new Fault("not_changeable", "Its organizer was closed.");
  return refused.length === 0 ? event : undefined;
}
