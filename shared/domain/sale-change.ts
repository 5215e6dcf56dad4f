import * as z from "zod";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { type ShardRecord, type Stock, share, type TypeStock } from "#domain/stock.ts";
import { apportion, type StockChange } from "#domain/stock-change.ts";
import { seconds, shifted } from "#domain/time.ts";

const Terms = z.object({ price: z.int(), saleFrom: z.string(), saleUntil: z.string(), onSale: z.boolean() });

/** What becomes of one type of ticket. */
const TypeTarget = z.object({
  name: z.string(),
  more: z.int(),
  terms: Terms.partial(),
  /** The stock does not know it yet: these are all its terms. */
  opening: Terms.optional(),
  /** It is being deleted: none may be sold or held. Whether it was on sale before. */
  closing: z.object({ wasOnSale: z.boolean() }).optional(),
});
type TypeTarget = z.infer<typeof TypeTarget>;

/**
 * A change of what is on sale, as it is kept on its event until every stock item has followed, one plain write each: the
 * stock items are never locked together, and who stops is followed by another.
 *
 * What may fail comes first. `taking`: places and tickets that are to go are taken out of the stock like a sale's; so far
 * nothing else has changed. If all are there, one transaction gives event and ticket type their new figures and turns the
 * change to `applying`, which cannot fail: the rest is added, evenly, and the terms are set. If not, or if whoever took has
 * stopped (`until`), it is turned to `returning`: everything taken goes back where it was, and nothing has happened.
 */
export const SaleChange = z.object({
  /** The version of the event that it began with: no other change of this event has it. */
  changeId: z.int().min(1),
  state: z.enum(["taking", "applying", "returning"]),
  until: z.string(),
  places: z.int(),
  types: z.record(z.string(), TypeTarget),
});
export type SaleChange = z.infer<typeof SaleChange>;

/** Longer than any request takes. */
const lease = seconds(60);

/** A change that begins, and whether something has to be taken first. */
export function openChange(asked: StockChange, event: Event & { version: number }, stock: readonly Stock[], now: Date) {
  const types = asked.types.flatMap((type): [string, TypeTarget][] => {
    const { ticketTypeId, name, more, terms, whole, isDeleted } = type;
    const known = stock.find((item) => item.types[ticketTypeId])?.types[ticketTypeId];
    if (known) {
      return [[ticketTypeId, { name, more, terms, ...(isDeleted && { closing: { wasOnSale: known.onSale } }) }]];
    }
    // What was deleted before the event was published is nothing to its stock until it is restored.
    if (!whole.terms.onSale) return [];
    return [[ticketTypeId, { name, more: whole.quantity, terms: {}, opening: whole.terms }]];
  });
  const takes = asked.places < 0 || types.some(([, { more, closing }]) => more < 0 || closing);
  const change: SaleChange = {
    changeId: event.version,
    state: takes ? "taking" : "applying",
    until: shifted(now, lease),
    places: asked.places,
    types: Object.fromEntries(types),
  };
  return change;
}

/** Whether whoever takes for it is given time still: nobody else goes on with it. */
export const isLeased = ({ state, until }: SaleChange, now: Date) => state === "taking" && until > now.toISOString();

/** One stock item's next step: written if its record is still as it was read, and what it takes is still there. */
export type ShardStep = {
  readonly shard: number;
  readonly was: ShardRecord | undefined;
  readonly record: ShardRecord;
  readonly places: number;
  readonly types: readonly {
    readonly ticketTypeId: string;
    readonly more: number;
    readonly terms: Partial<Omit<TypeStock, "left" | "taken">>;
    readonly opening: TypeStock | undefined;
    /** None of it may be taken. */
    readonly isUntaken: boolean;
  }[];
};

/** What a change has done to a stock item so far. */
export const recordOf = ({ changeId }: SaleChange, { change }: Stock): ShardRecord | undefined =>
  change?.changeId === changeId ? change : undefined;

const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

/** So much the stock items have gained by an open change so far: places, or tickets of a type. */
export const gained = (change: SaleChange, stock: readonly Stock[], type?: string) =>
  sumOf(
    stock.map((item) => {
      const record = recordOf(change, item);
      return (type === undefined ? record?.places : record?.types[type]) ?? 0;
    }),
  );

/**
 * The next steps of taking, from where most is left; none when all is taken. Throws `quantity_in_use` if more is sold or
 * held than may remain, and `has_orders` if anything is of what is deleted.
 */
export function takingSteps(change: SaleChange, stock: readonly Stock[]): ShardStep[] {
  const closing = Object.entries(change.types).filter(([, type]) => type.closing);
  for (const [id, { name }] of closing) {
    if (stock.some(({ types }) => (types[id]?.taken ?? 0) > 0)) {
      throw new Fault("has_orders", `Tickets of "${name}" are sold or held: pause its sale instead.`);
    }
  }
  const places = takenFrom(
    change.places,
    gained(change, stock),
    stock.map(({ left }) => left),
    "places",
  );
  const parts = Object.entries(change.types).map(([id, { more, name }]) => {
    const left = stock.map(({ types }) => types[id]?.left ?? 0);
    return { id, each: takenFrom(more, gained(change, stock, id), left, name) };
  });
  return stock.flatMap((item, at): ShardStep[] => {
    const record = recordOf(change, item);
    const types = parts.flatMap(({ id, each }) => {
      const isClosed = closing.some(([closed]) => closed === id);
      const more = each[at] ?? 0;
      if (more === 0 && !(isClosed && record?.types[id] === undefined)) return [];
      const terms = isClosed ? { onSale: false } : {};
      return [{ ticketTypeId: id, more, terms, opening: undefined, isUntaken: isClosed }];
    });
    const taken = places[at] ?? 0;
    return taken === 0 && types.length === 0 ? [] : [stepOf(change, item, taken, types, false)];
  });
}

function takenFrom(more: number, done: number, left: readonly number[], what: string): number[] {
  const rest = Math.max(0, done - Math.min(0, more));
  const most = sumOf(left);
  if (rest > most) throw new Fault("quantity_in_use", `At most ${most - done} of ${what} can be taken away now.`);
  return apportion(rest, left).map((part) => (part === 0 ? 0 : -part));
}

/** The steps that undo a change. Each stock item is told, touched or not: so nothing is taken from it late. */
export const returningSteps = (change: SaleChange, stock: readonly Stock[]): ShardStep[] =>
  stock.flatMap((item): ShardStep[] => {
    const record = recordOf(change, item);
    if (record?.isOver) return [];
    const types = Object.entries(record?.types ?? {}).map(([ticketTypeId, taken]) => {
      const closing = change.types[ticketTypeId]?.closing;
      const terms = closing ? { onSale: closing.wasOnSale } : {};
      return { ticketTypeId, more: -taken, terms, opening: undefined, isUntaken: false };
    });
    return [stepOf(change, item, -(record?.places ?? 0), types, true)];
  });

/** The steps that finish a change: what is added in even parts, which are the same whoever goes on with it, and the terms. */
export const applyingSteps = (change: SaleChange, stock: readonly Stock[]): ShardStep[] =>
  stock.flatMap((item): ShardStep[] => {
    if (recordOf(change, item)?.isOver) return [];
    const part = (more: number) => share(Math.max(0, more), stock.length, item.shard);
    const types = Object.entries(change.types).map(([ticketTypeId, { more, terms, opening }]) => {
      const left = part(more);
      return {
        ...{ ticketTypeId, more: left, terms, isUntaken: false },
        opening: opening && { left, taken: 0, ...opening },
      };
    });
    return [stepOf(change, item, part(change.places), types, true)];
  });

function stepOf(
  change: SaleChange,
  item: Stock,
  places: number,
  types: ShardStep["types"],
  isOver: boolean,
): ShardStep {
  const done = recordOf(change, item);
  const moved = types.map(({ ticketTypeId, more }) => [ticketTypeId, (done?.types[ticketTypeId] ?? 0) + more]);
  const record = {
    changeId: change.changeId,
    step: (done?.step ?? 0) + 1,
    places: (done?.places ?? 0) + places,
    types: { ...done?.types, ...Object.fromEntries(moved) },
    isOver,
  };
  return { shard: item.shard, was: item.change, record, places, types };
}
