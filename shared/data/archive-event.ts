import { event as events, indexed } from "#data/event.ts";
import { eventPartition } from "#data/load-event.ts";
import { asItIs, mostMoves, moveItems } from "#data/move-items.ts";
import { readPage } from "#data/page.ts";
import { keyBy, type Raw, readRaw } from "#data/read-raw.ts";
import { stock as stocks } from "#data/stock.ts";
import { walk } from "#data/walk.ts";
import { archived, archivedBefore, isOver } from "#domain/archive.ts";
import { type Change, changed } from "#domain/trail.ts";

/** The ids of at most so many events that are to be archived, those that began first before others. */
export async function eventsToArchive(now: Date, most: number): Promise<string[]> {
  const before = archivedBefore(now);
  const found: string[] = [];
  for (const status of ["completed", "cancelled"] as const) {
    const query = events.query.ofMonth({ status, calendarMonth: "over" }).lt({ startDate: before });
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const { items, last } = await readPage(query, { limit: most, after });
      found.push(...items.flatMap(({ card }) => (card.endDate <= before ? card.eventId : [])));
      after = found.length < most ? last : undefined;
    }
  }
  return found.slice(0, most);
}

/**
 * An event as it is stored, with all that is in its partition; nothing unless it is to be archived. While something still
 * walks over its orders or tickets it is not: who moved would not be met.
 */
export async function loadOver(eventId: string, now: Date) {
  const items = (await eventPartition(eventId)) as Raw[];
  const raw = items.find((item) => item.__edb_e__ === "event");
  const event = raw && events.parse({ Item: raw }).data;
  if (!event || !isOver(event) || event.endDate > archivedBefore(now)) return undefined;
  const { data: walks } = await walk.query.ofEvent({ eventId }).go({ consistent: true });
  if (walks.some(({ endedAt }) => endedAt === undefined)) return undefined;
  return { event, raw, others: items.filter((item) => item !== raw) };
}
type Over = NonNullable<Awaited<ReturnType<typeof loadOver>>>;

/**
 * Archives an event whose orders and scans are archived: its stock items, then in one transaction all of its partition,
 * so that its page is always whole. As long as that has not happened it is found to be archived, and whatever was left
 * is done. Answers whether it is: not if somebody else wrote it first.
 */
export async function archiveEvent({ event, raw, others }: Over, change: Change): Promise<boolean> {
  const { eventId, stockShards } = event;
  const move = asItIs(change.now.toISOString());
  const keys = Array.from({ length: stockShards }, (_, shard) => keyBy(stocks.get({ eventId, shard })));
  const left = await readRaw(keys);
  for (let from = 0; from < left.length; from += mostMoves) {
    if (!(await moveItems(left.slice(from, from + mostMoves).map(move)))) return false;
  }
  const next = { ...indexed(archived(event, change.now)), ...changed(event, change) };
  const { Item } = events.put(next).params<{ Item: Raw }>();
  return moveItems([{ from: raw, to: Item }, ...others.map(move)]);
}
