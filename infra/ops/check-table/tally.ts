import { keepsPlace } from "#domain/ticket.ts";
import type { Kind, Stored } from "./stored.ts";

/** As many sums as are kept, whatever the table's size. */
const slots = 2 ** 16;

/** FNV-1a: spreads evenly, and is the same in every run. */
function hash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * Sums over the whole table in a fixed amount of memory. What is taken by the stock and what is held and sold must cancel
 * out, of each event, shard and ticket type; so must an organizer's count and its published events, and a category's and the
 * events that have it. Each of these adds to the slot of its event, organizer or category with a weight of its own: a slot
 * that is not 0 holds something that does not add up, or that moved while it was walked. What it is has to be counted anew.
 * The archive's places are in no sum: a refund there gives none back, since nobody can buy it. Of an event that is half
 * moved they are counted anew.
 */
export function openTally() {
  const sums = new Float64Array(slots);
  const slotOf = (group: string) => hash(group) % slots;
  const add = (group: string, part: string, number: number) => {
    const slot = slotOf(group);
    // At most 2^20 per unit: exact up to 2^33 units, since doubles count to 2^53.
    sums[slot] = (sums[slot] ?? 0) + (1 + (hash(`${group} ${part}`) >>> 12)) * number;
  };
  const place = (ticketTypeId: string, shard: number) => `${ticketTypeId} ${shard}`;
  const counting: { readonly [K in Kind]?: (item: Stored<K>) => void } = {
    stock: ({ eventId, shard, types, archivedAt }) => {
      if (archivedAt !== undefined) return;
      for (const [id, { taken }] of Object.entries(types)) add(eventId, place(id, shard), taken);
    },
    ticket: (ticket) => {
      if (ticket.archivedAt === undefined && keepsPlace(ticket))
        add(ticket.eventId, place(ticket.ticketTypeId, ticket.stockShard), -1);
    },
    order: ({ eventId, status, draws }) => {
      if (status !== "pending") return;
      for (const { ticketTypeId, shard, quantity } of draws) add(eventId, place(ticketTypeId, shard), -quantity);
    },
    category: ({ categoryId, uses }) => add(categoryId, "uses", uses),
    eventCategory: ({ categoryId }) => add(categoryId, "uses", -1),
    organizer: ({ organizerId, publishedEvents }) => add(organizerId, "published", publishedEvents),
    event: ({ organizerId, status }) => {
      if (status === "published") add(organizerId, "published", -1);
    },
  };
  return {
    count: <K extends Kind>(kind: K, item: Stored<K>) => counting[kind]?.(item),
    /** Whether everything adds up. */
    isEven: () => sums.every((sum) => sum === 0),
    /** Whether this event, organizer or category may be one that does not add up. */
    isOff: (group: string) => sums[slotOf(group)] !== 0,
  };
}
