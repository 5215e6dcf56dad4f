import { changeShard } from "#data/change-stock.ts";
import { commit } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import { type LoadedEvent, loadEvent } from "#data/load-event.ts";
import { loadStock } from "#data/load-stock.ts";
import { listings, relisted } from "#data/relist.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { perShard, type ShardChange, stockChange } from "#domain/stock-change.ts";
import { lowestPrice, type TicketType } from "#domain/ticket-type.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 4;

/**
 * Loads an event with its ticket types and lets `attempt` decide and write; again if it answers nothing, because
 * somebody else wrote first. Throws `not_found`, and `busy` if others keep being faster.
 */
export async function changeEvent<T>(
  eventId: string,
  attempt: (sale: LoadedEvent) => Promise<T | undefined>,
): Promise<T> {
  for (let round = 0; round < rounds; round++) {
    const sale = await loadEvent(eventId);
    if (!sale?.event.isActive) throw new Fault("not_found");
    const done = await attempt(sale);
    if (done !== undefined) return done;
  }
  throw new Fault("busy");
}

/**
 * Stores an edited event, and a ticket type that is new or edited, in one transaction. Every such write moves the
 * event's version on, so no two of them cross, nor does one cross with publishing: their limit of types and their lowest
 * price hold. What is on sale already takes its stock items along in the same transaction, all or none; under very
 * many sales that may not get through (`busy`), and a change that goes shard by shard takes its place then.
 *
 * Answers nothing if somebody else wrote the event or type first. Throws `quantity_in_use`.
 */
export async function storeSale(
  before: LoadedEvent,
  next: { readonly event?: Event; readonly ticketType?: TicketType },
  change: Change,
): Promise<LoadedEvent | undefined> {
  const former = before.ticketTypes.find((type) => type.ticketTypeId === next.ticketType?.ticketTypeId);
  const ticketType = next.ticketType && {
    ...next.ticketType,
    ...(former
      ? { createdAt: former.createdAt, requestHash: former.requestHash, ...changed(former, change) }
      : created(change)),
  };
  const types = ticketType
    ? [...before.ticketTypes.filter((type) => type !== former), ticketType].toSorted(byId)
    : before.ticketTypes;
  const { createdAt, fact, requestHash } = before.event;
  const price = lowestPrice(types);
  const event = indexed({
    ...(next.event ?? before.event),
    price,
    createdAt,
    fact,
    requestHash,
    ...changed(before.event, change),
  });
  const { writes, ...listing } = relisted(before, event, change);
  const sale = { ...before, ...listing, event, ticketTypes: types };
  const versionOf = ticketType && former?.version;
  for (let round = 0; round < rounds; round++) {
    const shards = await shardChanges(before, sale);
    const entities = { events, ticketTypes, stocks, ...listings };
    const refused = await commit(entities, ({ events, ticketTypes, stocks, ...listed }) => [
      events
        .put(event)
        .where(({ version }, op) => op.eq(version, before.event.version))
        .commit(),
      ...shards.map((shard) => changeShard(stocks, event.eventId, shard, change)),
      ...writes(listed),
      ...(ticketType
        ? [
            versionOf === undefined
              ? ticketTypes.create(ticketType).commit()
              : ticketTypes
                  .put(ticketType)
                  .where(({ version }, op) => op.eq(version, versionOf))
                  .commit(),
          ]
        : []),
    ]);
    if (refused.length === 0) return sale;
    // Of the stock alone: it sold meanwhile.
    if (refused.some(({ position }) => position === 0 || position > shards.length)) return undefined;
  }
  throw new Fault("busy");
}

const byId = (a: TicketType, b: TicketType) => (a.ticketTypeId < b.ticketTypeId ? -1 : 1);

async function shardChanges(before: LoadedEvent, after: LoadedEvent): Promise<ShardChange[]> {
  const change = before.event.status === "published" ? stockChange(before, after) : undefined;
  return change ? perShard(change, await loadStock(before.event.eventId, before.event.stockShards)) : [];
}
