import { type Item, packRow, packUuid, unpackRow, unpackUuid } from "#data/packing.ts";

/**
 * How attributes are stored that the domain has otherwise. A write is paid by the kilobyte, names included, and orders
 * and tickets would take two: so some of theirs have short names or values packed more closely, and what is the same as
 * another attribute is not stored. This is the only place that says so; entities write by it, and whoever meets an item
 * without its entity reads it by `readable`. What is looked for in the table by name (status, fact, purgeAt, the ids by
 * which items are found, the organizer that owns them) is stored as it is.
 */
export type Form = {
  /** The stored name. */
  readonly as?: string;
  /**
   * Turns a value into what is stored; `item` is all that is written with it. ElectroDB puts the values of conditions
   * into requests as they are, so no condition may ask for such an attribute (a test looks).
   */
  readonly pack?: (value: unknown, item: Item) => unknown;
  /** The value again; `item` as it is stored, by the domain's names. */
  readonly unpack?: (value: unknown, item: Item) => unknown;
  /** Not stored: it is the same as that attribute. */
  readonly sameAs?: string;
  /** Only written when the whole item is: a patch of it would need what else is written with it. */
  readonly whole?: true;
};
type Forms = Readonly<Record<string, Form>>;

const name = (as: string): Form => ({ as });
const uuid = (as: string): Form => ({ as, pack: packUuid, unpack: unpackUuid });

const trail: Forms = { updatedAt: name("up"), changedBy: uuid("by"), version: name("v") };

/** Columns are only ever added at their end; those with a `#` hold UUIDs. */
const line = ["#ticketTypeId", "name", "quantity", "unitPrice", "refundableUntil", "maxPerPerson"];
const admission = ["nonce", "at", "#by", "gate"];

type Draw = { readonly shard: unknown; readonly ticketTypeId: unknown; readonly quantity: unknown };
type DrawRow = readonly [shard: unknown, line: number, quantity: unknown];
const typesOf = (lines: unknown) => (lines as readonly Draw[]).map(({ ticketTypeId }) => ticketTypeId);

const order: Forms = {
  ...trail,
  createdAt: name("cr"),
  organizerId: name("og"),
  eventTitle: name("ti"),
  startDate: name("sd"),
  tickets: name("tk"),
  lines: {
    as: "ln",
    whole: true,
    pack: (lines) => (lines as readonly Item[]).map((one) => packRow(line, one)),
    unpack: (rows) => (rows as readonly unknown[][]).map((row) => unpackRow(line, row)),
  },
  // A draw tells its ticket type by the place of the line it is for.
  draws: {
    as: "dr",
    whole: true,
    pack: (draws, { lines }) =>
      (draws as readonly Draw[]).map(({ shard, ticketTypeId, quantity }) => {
        const place = typesOf(lines).indexOf(ticketTypeId);
        if (place < 0) throw new Error(`An order draws a ticket type it has no line for: ${ticketTypeId}`);
        return [shard, place, quantity];
      }),
    unpack: (rows, { lines }) =>
      (rows as readonly DrawRow[]).map(([shard, place, quantity]) => {
        const [ticketTypeId] = (lines as readonly unknown[][])[place] ?? [];
        return { shard, ticketTypeId: unpackUuid(ticketTypeId), quantity };
      }),
  },
  shard: name("sh"),
  bodyHash: name("bh"),
  attempt: name("at"),
  confirmedAt: name("co"),
  closedAt: name("cl"),
  currency: name("cu"),
  subtotal: name("su"),
  discount: name("di"),
  holdBucket: name("hb"),
};

const ticket: Forms = {
  ...trail,
  createdAt: { sameAs: "purchasedAt", whole: true },
  ticketNumber: name("nr"),
  organizerId: name("og"),
  paymentId: uuid("pa"),
  ticketTypeId: uuid("tt"),
  eventTitle: name("ti"),
  startDate: name("sd"),
  ticketTypeName: name("tn"),
  pricePaid: name("pr"),
  currency: name("cu"),
  purchasedAt: { as: "pu", whole: true },
  expiresAt: name("ex"),
  shard: name("sh"),
  stockShard: name("ss"),
  admission: {
    as: "ad",
    pack: (value) => packRow(admission, value as Item),
    unpack: (row) => unpackRow(admission, row as unknown[]),
  },
};

/** An event's card is stored in every index the event is in: its ids are packed, those of its categories into one text. */
const packCard = (card: unknown) => {
  const { eventId, organizerId, categoryIds, ...rest } = card as Item;
  const categories = (categoryIds as unknown[]).map(packUuid).join("");
  return { ...rest, eventId: packUuid(eventId), organizerId: packUuid(organizerId), ...(categories && { categories }) };
};
const unpackCard = (card: unknown) => {
  const { eventId, organizerId, categories = "", ...rest } = card as Item;
  const categoryIds = (String(categories).match(/.{22}/g) ?? []).map(unpackUuid);
  return { ...rest, eventId: unpackUuid(eventId), organizerId: unpackUuid(organizerId), categoryIds };
};
const listing: Forms = { card: { pack: packCard, unpack: unpackCard } };

const forms: Readonly<Record<string, Forms>> = {
  order,
  ticket,
  event: listing,
  eventCategory: listing,
  featured: listing,
};

/** How an entity's attribute is stored, if not simply as it is. */
export const formOf = (entity: string, attribute: string): Form | undefined => forms[entity]?.[attribute];

/** The names under which attributes of an entity are stored. */
export const storedNames = (entity: string, ...attributes: readonly string[]) =>
  attributes.map((attribute) => formOf(entity, attribute)?.as ?? attribute);

/** The attributes, by entity, that no condition may ask for: what is stored is not what the domain has. */
export const unaskable = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(forms).map(([entity, attributes]) => {
      const packed = Object.entries(attributes).filter(([, { pack, sameAs }]) => pack || sameAs);
      return [entity, packed.map(([attribute]) => attribute)];
    }),
  );

/**
 * An item of the table by the domain's names and in its form; its keys and what nobody knows stay as they are, and so
 * does what was not packed as it should be: who checks items by their schema finds it.
 */
export function readable(item: Item): Record<string, unknown> {
  const known = Object.entries(forms[String(item.__edb_e__)] ?? {});
  const names = new Map(known.map(([name, { as = name }]) => [as, name]));
  const named = Object.fromEntries(Object.entries(item).map(([as, value]) => [names.get(as) ?? as, value]));
  const others = known.flatMap(([name, { unpack, sameAs }]) => {
    if (sameAs !== undefined) return named[sameAs] === undefined ? [] : [[name, named[sameAs]]];
    return unpack && named[name] !== undefined ? [[name, unpacked(unpack, named[name], named)]] : [];
  });
  return { ...named, ...Object.fromEntries(others) };
}

function unpacked(unpack: NonNullable<Form["unpack"]>, value: unknown, item: Item): unknown {
  try {
    return unpack(value, item);
  } catch {
    return value;
  }
}
