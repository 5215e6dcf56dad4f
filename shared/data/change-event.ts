import { commit, giveWay } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import { followChange, giveUp, takeSteps } from "#data/follow-change.ts";
import { live } from "#data/home.ts";
import { type LoadedEvent, loadEvent } from "#data/load-event.ts";
import { loadStock } from "#data/load-stock.ts";
import { listings, relisted } from "#data/relist.ts";
import { loadWalk, putWalk } from "#data/start-walk.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { walk as walks } from "#data/walk.ts";
import { type Event, stockShardsFor } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { openChange, type SaleChange, takingSteps } from "#domain/sale-change.ts";
import { type Stock, saleTerms } from "#domain/stock.ts";
import { stockChange } from "#domain/stock-change.ts";
import { lowestPrice, type TicketType } from "#domain/ticket-type.ts";
import { type Change, changed, created } from "#domain/trail.ts";
import { openWalk } from "#domain/walk.ts";

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
 * Stores an edited event, and a ticket type that is new or edited. Every such write moves the event's version on, so no two
 * of them cross, nor does one cross with publishing: their limit of types and their lowest price hold. What is on sale
 * takes its stock items along one by one (`SaleChange`); when this answers, all have followed, and if the work stops
 * before, it is gone on with by whoever changes the event next, or by the walk that is stored with it.
 *
 * Answers nothing if somebody else wrote the event or type first. Throws `quantity_in_use` and `has_orders`, and then
 * nothing has changed; `busy` if another change of it goes on, or buyers keep getting in the way.
 */
export async function storeSale(before: LoadedEvent, edit: SaleEdit, change: Change): Promise<LoadedEvent | undefined> {
  const { event } = before;
  const { eventId } = event;
  if (event.change) {
    await waitForChange(eventId, change);
    return undefined;
  }
  const asked = event.status === "published" ? stockChange(before, edited(before, edit)) : undefined;
  if (!asked) return writeSale(before, edit, change);
  const open = openChange(asked, event, await loadStock(eventId, event.stockShards), change.now);
  const taken = open.state === "taking" ? await takeFor(before, open, change) : before;
  if (!taken) return undefined;
  const stored = await decide(taken, edit, change, open);
  if (stored || open.state === "taking") await followChange(eventId, change);
  return stored && ((await loadEvent(eventId, [live])) ?? stored);
}

/** Writes what is decided. If it was not, what was taken for it is to go back. */
async function decide(taken: LoadedEvent, edit: SaleEdit, change: Change, open: SaleChange) {
  let stored: LoadedEvent | undefined;
  try {
    stored = await writeSale(taken, edit, change, { ...open, state: "applying" });
    return stored;
  } finally {
    if (!stored && open.state === "taking") await giveUp(taken.event.eventId, open, change);
  }
}

/** Goes on with a change that is open, or gives whoever takes for it a moment. */
async function waitForChange(eventId: string, change: Change): Promise<void> {
  for (let attempt = 1; attempt <= rounds; attempt++) {
    if (await followChange(eventId, change)) return;
    await giveWay(attempt);
  }
  throw new Fault("busy", "Another change of what is on sale goes on.");
}

/**
 * Begins a change by taking from the stock what is to go. Answers the event as it is then, or nothing if somebody else
 * wrote it first. What cannot be taken throws, after all has been given back.
 */
async function takeFor(before: LoadedEvent, open: SaleChange, change: Change): Promise<LoadedEvent | undefined> {
  const { eventId, stockShards } = before.event;
  const { now, by } = change;
  const event = indexed({ ...before.event, change: open, ...changed(before.event, { now, by }) });
  const walk = await loadWalk(eventId, "change");
  const refused = await commit({ events, walks }, ({ events, walks }) => [
    events
      .put(event)
      .where(({ version }, op) => op.eq(version, before.event.version))
      .commit(),
    putWalk(walks, walk, openWalk(eventId, "change", open.until), { now, by }),
  ]);
  if (refused.length > 0) return undefined;
  try {
    await takeSteps(eventId, stockShards, (stock) => takingSteps(open, stock), change);
  } catch (error) {
    await giveUp(eventId, open, change);
    await followChange(eventId, change);
    throw error;
  }
  return { ...before, event };
}

type SaleEdit = { readonly event?: Event; readonly ticketType?: TicketType };

/** The sale as it will be. A greater capacity may need more stock items; there are never fewer. */
function edited(before: LoadedEvent, { event = before.event, ticketType }: SaleEdit) {
  const others = before.ticketTypes.filter((type) => type.ticketTypeId !== ticketType?.ticketTypeId);
  const ticketTypes: TicketType[] = ticketType ? [...others, ticketType].toSorted(byId) : before.ticketTypes;
  const stockShards =
    event.status === "published" ? Math.max(event.stockShards, stockShardsFor(event.maxCapacity)) : event.stockShards;
  return { event: { ...event, stockShards, price: lowestPrice(ticketTypes) }, ticketTypes };
}

/**
 * Writes event and ticket type in one transaction, with the open change that the stock has to follow, its walk and the
 * stock items that are new: empty, and live exactly if the event that counts them is on sale.
 */
async function writeSale(
  before: LoadedEvent,
  edit: SaleEdit,
  change: Change,
  open?: SaleChange,
): Promise<LoadedEvent | undefined> {
  const former = before.ticketTypes.find((type) => type.ticketTypeId === edit.ticketType?.ticketTypeId);
  const ticketType = edit.ticketType && {
    ...edit.ticketType,
    ...(former
      ? { createdAt: former.createdAt, requestHash: former.requestHash, ...changed(former, change) }
      : created(change)),
  };
  const types = ticketType
    ? [...before.ticketTypes.filter((type) => type !== former), ticketType].toSorted(byId)
    : before.ticketTypes;
  const { createdAt, fact, requestHash } = before.event;
  const event = indexed({
    ...edited(before, edit).event,
    createdAt,
    fact,
    requestHash,
    ...changed(before.event, change),
    calendarMonth: before.event.calendarMonth,
    mapCell: before.event.mapCell,
    card: before.event.card,
    change: open,
  });
  const { eventId } = event;
  const { writes, ...listing } = relisted(before, event, change);
  const versionOf = ticketType && former?.version;
  const walk = open && (await loadWalk(eventId, "change"));
  const quietly = { now: change.now, by: change.by };
  const added = Array.from({ length: event.stockShards - before.event.stockShards }, (_, at) => ({
    ...emptyStock(before, before.event.stockShards + at),
    ...created(quietly),
  }));
  const entities = { events, ticketTypes, stocks, walks, ...listings };
  const refused = await commit(entities, ({ events, ticketTypes, stocks, walks, ...listed }) => [
    events
      .put(event)
      .where(({ version }, op) => op.eq(version, before.event.version))
      .commit(),
    ...added.map((item) => stocks.create(item).commit()),
    ...(open ? [putWalk(walks, walk, openWalk(eventId, "change", open.until), quietly)] : []),
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
  return refused.length === 0 ? { ...before, ...listing, event, ticketTypes: types } : undefined;
}

/** A stock item that has nothing yet, on the terms of its elders: the change that brings it also brings its part. */
const emptyStock = ({ event, ticketTypes }: LoadedEvent, shard: number): Stock => ({
  eventId: event.eventId,
  shard,
  live: true,
  left: 0,
  taken: 0,
  types: Object.fromEntries(
    ticketTypes.map((type) => [type.ticketTypeId, { left: 0, taken: 0, ...saleTerms(event, type) }]),
  ),
});

const byId = (a: TicketType, b: TicketType) => (a.ticketTypeId < b.ticketTypeId ? -1 : 1);
