import { indexed } from "#data/event.ts";
import { idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

const typeOf = ({ ticketTypes }: { ticketTypes: readonly { ticketTypeId: string }[] }, at = 0) =>
  ticketTypes[at]?.ticketTypeId ?? "";

/** What can go wrong with places. */
export const stocks: readonly Damage[] = [
  [
    "a place of the event that vanished",
    (hand, { show: { event } }) =>
      hand.makes("stock", { eventId: event.eventId, shard: 1 }, ({ left }) => ({ left: left - 1 })),
    ["stock event: has 2500 places; left and taken add up to 2499"],
  ],
  [
    "a place that an open change has not taken, and a change that nobody goes on with",
    async (hand, { show: { event } }) => {
      const { eventId } = event;
      const change = {
        changeId: 9,
        state: "taking",
        until: "2027-01-01T00:00:00.000Z",
        places: -5,
        types: {},
      } as const;
      await hand.makes("event", { eventId }, () => ({ change }));
      const record = { changeId: 9, step: 1, places: -4, types: {}, isOver: false };
      await hand.makes("stock", { eventId, shard: 1 }, ({ left }) => ({ left: left - 5, change: record }));
    },
    [
      "stock event: has 2496 places; left and taken add up to 2495",
      "behind stock event: has a change of what is on sale that nobody goes on with",
    ],
  ],
  [
    "a ticket of a type that vanished",
    (hand, { free }) =>
      hand.makes("stock", { eventId: free.event.eventId, shard: 0 }, ({ types }) => {
        const id = typeOf(free);
        return { types: { ...types, [id]: { ...types[id], left: 40 } } };
      }),
    ["stock ticketType: has 49 tickets; left and taken add up to 42"],
  ],
  [
    "fewer than no places left",
    (hand, { free }) => hand.scratches("stock", { eventId: free.event.eventId, shard: 0 }, { left: -1 }),
    ["shape stock: does not fit its schema: left"],
  ],
  [
    "more taken than its types say",
    (hand, { free }) =>
      hand.makes("stock", { eventId: free.event.eventId, shard: 0 }, ({ left, taken }) => ({
        left: left - 1,
        taken: taken + 1,
      })),
    ["stock stock: says 3 places are taken; its ticket types together say 2", "figures availability: as it never was"],
  ],
  [
    "a place that is taken by nobody",
    async (hand, { free }) => {
      const id = typeOf(free);
      const key = { eventId: free.event.eventId, shard: 0 };
      await hand.makes("stock", key, ({ left, taken, types, version }) => {
        const type = types[id] ?? { left: 0, taken: 0 };
        const one = { ...type, left: type.left - 1, taken: type.taken + 1 };
        return { left: left - 1, taken: taken + 1, types: { ...types, [id]: one }, version: version + 1 };
      });
    },
    ["stock event: shard 0 has 3 taken; 2 sold and 0 held", "behind figures availability: as of version"],
  ],
  [
    "a ticket cancelled whose place was kept",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { status: "cancelled" }),
    ["stock event: has 2 taken; 1 sold and 0 held", "tickets payment: did not give back ticket"],
  ],
  [
    "a hold that was lost with its places taken",
    (hand, { orders }) => hand.removes("order", { orderId: orders.pending.orderId }),
    ["stock event: has 3 taken; 0 sold and 0 held", "parents payment: is for an order there is not"],
  ],
  [
    "a hold that was released and is held again",
    (hand, { orders: { cancelled } }) =>
      hand.makes(
        "order",
        { orderId: cancelled.orderId },
        {
          ...{ status: "pending", closedAt: undefined, purgeAt: undefined },
          holdUntil: "2027-01-10T13:30:00.000Z",
        },
      ),
    ["stock event: and 1 held"],
  ],
  [
    "a stock item that is gone",
    (hand, { show: { event } }) => hand.removes("stock", { eventId: event.eventId, shard: 2 }),
    [
      "stock event: lacks its stock item 2",
      "stock ticketType: is not in every stock item of its event",
      "stock ticketType: is not in every stock item of its event",
      "figures availability: counts stock shard 2, which there is not",
    ],
  ],
  [
    "a ticket type that its stock has lost",
    (hand, { free }) => hand.makes("stock", { eventId: free.event.eventId, shard: 0 }, { types: {} }),
    [
      "stock stock: says 2 places are taken; its ticket types together say 0",
      "stock ticketType: is not in every stock item of its event",
      "stock event: shard 0 has 0 taken; 2 sold and 0 held",
      "shape event: says its lowest price is 0; it is none",
      "figures availability: as it never was",
    ],
  ],
  [
    "a stock item beyond the event's shards",
    async (hand, { free: { event } }) => {
      await hand.makes("stock", { eventId: event.eventId, shard: 0 }, { shard: 7, left: 0, taken: 0, types: {} });
    },
    ["stock stock: is shard 7 of an event that has 1"],
  ],
  [
    "stock of no event",
    (hand, { free: { event } }) =>
      hand.makes(
        "stock",
        { eventId: event.eventId, shard: 0 },
        { eventId: idOf("nothing"), left: 0, taken: 0, types: {} },
      ),
    ["parents stock: is stock of an event there is not"],
  ],
  [
    "stock that sells while its event does not",
    (hand, { free: { event } }) => hand.makes("event", { eventId: event.eventId }, { isActive: false }),
    ["stock stock: sells, while its event is published", "shape event: is gone, and was deleted at no time"],
  ],
  [
    "stock that sells at another price",
    (hand, { show, show: { event } }) =>
      hand.makes("stock", { eventId: event.eventId, shard: 2 }, ({ types }) => {
        const id = typeOf(show);
        return { types: { ...types, [id]: { ...types[id], price: 1 } } };
      }),
    ["stock stock: on other terms than it has: price"],
  ],
  [
    "a published event that was never published",
    (hand, { free: { event } }) => hand.makes("event", { eventId: event.eventId }, { publishedAt: undefined }),
    ["stock event: is published with 1 stock items"],
  ],
  [
    "a lowest price that none of its types has",
    (hand, { show: { event } }) =>
      hand.makes("event", { eventId: event.eventId }, (item) => indexed({ ...item, price: 100 })),
    [
      "shape event: says its lowest price is 100; it is 2500",
      ...["lists eventCategory: shows something else", "lists eventCategory: shows something else"],
      "lists featured: shows something else",
    ],
  ],
  [
    "a draft's lowest price above one of its types'",
    (hand, { draft: { event } }) =>
      hand.makes("event", { eventId: event.eventId }, (item) => indexed({ ...item, price: 9900 })),
    ["shape ticketType: costs 1500; its event says the lowest price is 9900"],
  ],
  [
    "a ticket type that was sold and removed",
    (hand, { free }) => hand.removes("ticketType", { eventId: free.event.eventId, ticketTypeId: typeOf(free) }),
    [
      "parents stock: has places of ticket type",
      "parents order: has a line of ticket type",
      "shape event: says its lowest price is 0; it is none",
    ],
  ],
  [
    "an organizer's count that is not its events'",
    (hand, { organizerId }) => hand.makes("organizer", { organizerId }, { publishedEvents: 5 }),
    ["count organizer: counts 5 published events; it has 4"],
  ],
  [
    "figures that a shard never had",
    (hand, { free: { event } }) =>
      hand.makes("availability", { eventId: event.eventId }, ({ shards }) => ({
        shards: { ...shards, 0: { version: shards[0]?.version, taken: 9, types: {} } },
      })),
    ["figures availability: counts shard 0 as it never was"],
  ],
  [
    "figures of a shard there is not",
    (hand, { free: { event } }) =>
      hand.makes("availability", { eventId: event.eventId }, ({ shards }) => ({
        shards: { ...shards, 5: { version: 1, taken: 0, types: {} } },
      })),
    ["figures availability: counts stock shard 5, which there is not"],
  ],
  [
    "figures that are old",
    (hand, { free: { event } }) =>
      hand.makes("availability", { eventId: event.eventId }, { shards: { 0: { version: 1, taken: 0, types: {} } } }),
    ["behind figures availability: as of version 1"],
  ],
  [
    "figures there are none of",
    (hand, { free: { event } }) => hand.removes("availability", { eventId: event.eventId }),
    ["behind figures event: shows nothing of stock shard 0"],
  ],
  [
    "figures that leave a shard out",
    (hand, { free: { event } }) => hand.makes("availability", { eventId: event.eventId }, { shards: {} }),
    ["behind figures event: shows nothing of stock shard 0"],
  ],
];
