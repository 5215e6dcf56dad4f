import { event as events } from "#data/event.ts";
import { order as orders } from "#data/order.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { keepsPlace } from "#domain/ticket.ts";
import { type Known, nameOf, readAs } from "./judge.ts";
import type { Reader } from "./reader.ts";
import { type Kind, keyOf, type Raw, type Stored } from "./stored.ts";
import { behind, broken, type Finding, type Key, type Violation, violation } from "./violation.ts";

/** Counts at something that sells meanwhile. */
const rounds = 5;

/** What does not add up of an event: the places its stock says are taken, against its tickets and pending orders. */
export async function recountPlaces(event: Stored<"event">, reader: Reader): Promise<Finding[]> {
  for (let round = 0; round < rounds; round++) {
    const before = await stockOf(event, reader);
    const counts = await countPlaces(event, reader);
    // No sale and no release leaves the stock items as they were.
    if (!counts || versionsOf(await stockOf(event, reader)) !== versionsOf(before)) continue;
    const piles = before.flatMap(({ shard, types }) => Object.keys(types).map((type) => pileOf(type, shard)));
    const readable = new Set(before.map(({ shard }) => shard));
    const others = [...counts].filter(([, { shard }]) => readable.has(shard)).map(([pile]) => pile);
    return [...new Set([...piles, ...others])].flatMap((pile) => {
      const [ticketTypeId = "", shard] = pile.split(" ");
      const taken = before.find((stock) => `${stock.shard}` === shard)?.types[ticketTypeId]?.taken ?? 0;
      const { sold, held, forgone } = counts.get(pile) ?? { sold: 0, held: 0, forgone: 0 };
      if (sold + held <= taken && taken <= sold + held + forgone) return [];
      const what = `of ticket type ${ticketTypeId}, shard ${shard} has ${taken} taken; ${sold} sold and ${held} held`;
      return [broken("stock", what)];
    });
  }
  return [behind("stock", "sold so fast that its places could not be counted: check again later")];
}

/** An organizer's count of published events, against the events. */
export async function recountPublished({ organizerId }: Stored<"organizer">, reader: Reader): Promise<Finding[]> {
  const key = keyOf("organizer", { organizerId });
  for (let round = 0; round < rounds; round++) {
    const before = one("organizer", await reader.snapshot([key]), key);
    const params = events.query.ofOrganizer({ organizerId, status: "published" }).params();
    let published = 0;
    for await (const items of found("event", params, reader)) {
      published += items.filter(({ status }) => status === "published").length;
    }
    const after = one("organizer", await reader.snapshot([key]), key);
    if (!before || before.version !== after?.version) continue;
    if (before.publishedEvents === published) return [];
    return [broken("count", `counts ${before.publishedEvents} published events; it has ${published}`)];
  }
  return [];
}

/**
 * What categories count, against the events that have them. No index tells of drafts, so this takes a walk of its own; a
 * category that an event gained or lost meanwhile has another version at its end.
 */
export async function* recountUses(
  categories: readonly Raw[],
  reader: Reader,
  walk: Parameters<Reader["pages"]>[0],
): AsyncGenerator<Violation> {
  const counts = new Map<string, number>();
  for await (const page of reader.pages(walk)) {
    for (const raw of page) {
      const id = readAs("eventCategory", raw)?.categoryId;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  for (const raw of categories) {
    const before = readAs("category", raw);
    const key = { pk: raw.pk, sk: raw.sk };
    const after = one("category", await reader.snapshot([key]), key);
    if (!before || !after) continue;
    const counted = counts.get(before.categoryId) ?? 0;
    if (before.version !== after.version) {
      yield violation(
        behind("uses", "gained or lost events while they were counted: check again later"),
        "category",
        raw,
      );
    } else if (before.uses !== counted) {
      yield violation(broken("uses", `counts ${before.uses} events; ${counted} have it`), "category", raw);
    }
  }
}

/** Per ticket type and shard. */
type Count = { readonly shard: number; readonly sold: number; readonly held: number; readonly forgone: number };
type Counts = Map<string, Count>;
const pileOf = (ticketTypeId: string, shard: number) => `${ticketTypeId} ${shard}`;

/** Sold and held per ticket type and shard; nothing if a held order was paid or released meanwhile. */
async function countPlaces({ eventId }: Stored<"event">, reader: Reader): Promise<Counts | undefined> {
  const counts: Counts = new Map();
  const add = (ticketTypeId: string, shard: number, pile: Exclude<keyof Count, "shard">, number: number) => {
    const count = counts.get(pileOf(ticketTypeId, shard)) ?? { shard, sold: 0, held: 0, forgone: 0 };
    counts.set(pileOf(ticketTypeId, shard), { ...count, [pile]: count[pile] + number });
  };
  const pending: Key[] = [];
  await Promise.all(
    Array.from({ length: 16 }, async (_, holdBucket) => {
      for await (const held of found("order", orders.query.holds({ holdBucket }).params(), reader)) {
        for (const order of held) {
          if (order.eventId !== eventId || order.status !== "pending") continue;
          pending.push(keyOf("order", order));
          for (const { ticketTypeId, shard, quantity } of order.draws) add(ticketTypeId, shard, "held", quantity);
        }
      }
    }),
  );
  // At most four index shards list an event's tickets.
  for (let shard = 0; shard < 4; shard++) {
    const params = tickets.query.ofEvent({ eventId, shard }).params();
    for await (const sold of found("ticket", params, reader)) {
      for (const ticket of sold) {
        const { ticketTypeId, stockShard, archivedAt } = ticket;
        if (keepsPlace(ticket)) add(ticketTypeId, stockShard, "sold", 1);
        // Refunded before it was archived, it gave its place back; since then, it did not.
        else if (archivedAt !== undefined) add(ticketTypeId, stockShard, "forgone", 1);
      }
    }
  }
  // An order that was paid between the two counts is in both.
  const known: Known = new Map();
  await reader.read(pending, known);
  return pending.every((key) => one("order", known, key)?.status === "pending") ? counts : undefined;
}

/** The items a query finds, themselves: an index shows little of them, and that late. */
async function* found<K extends Kind>(kind: K, params: object, reader: Reader): AsyncGenerator<Stored<K>[]> {
  for await (const page of reader.query(params)) {
    const known: Known = new Map();
    await reader.read(
      page.map(({ pk, sk }) => ({ pk, sk })),
      known,
    );
    yield page.flatMap((key) => one(kind, known, key) ?? []);
  }
}

function one<K extends Kind>(kind: K, known: Known, key: Key): Stored<K> | undefined {
  const raw = known.get(nameOf(key));
  return raw && readAs(kind, raw);
}

async function stockOf({ eventId, stockShards }: Stored<"event">, reader: Reader): Promise<Stored<"stock">[]> {
  const keys = Array.from({ length: stockShards }, (_, shard) => keyOf("stock", { eventId, shard }));
  const known = keys.length === 0 ? new Map() : await reader.snapshot(keys);
  return keys.flatMap((key) => one("stock", known, key) ?? []);
}

const versionsOf = (stocks: readonly Stored<"stock">[]) => stocks.map(({ version }) => version).join();
