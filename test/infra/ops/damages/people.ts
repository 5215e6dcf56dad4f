import { notificationOf } from "#domain/notification.ts";
import { freshGeneration } from "#domain/session.ts";
import { created } from "#domain/trail.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

const nobody = idOf("nobody");
const gone = idOf("somebody erased");
const hidden = (hash: string) => `pi_1_secret_${hash}`;

/** What can go wrong with accounts, parents, secrets, and with any item at all. */
export const people: readonly Damage[] = [
  [
    "an account whose address moved away",
    (hand, { buyer: { userId } }) => hand.makes("user", { userId }, { email: "moved@example.com" }),
    [
      "unique user: cannot log in: its address is nobody's",
      "unique credential: opens an account that has another address",
    ],
  ],
  [
    "an address that opens no account",
    (hand) =>
      hand.puts("credential", {
        email: "x@example.com",
        userId: nobody,
        passwordHash: "$argon2id$x",
        ...created(changeAt(1)),
      }),
    ["parents credential: opens the account of a user there is not"],
  ],
  [
    "an account without an audit key",
    (hand, { buyer: { userId } }) => hand.removes("auditKey", { userId }),
    ["sealed user: has no key for the audit log"],
  ],
  [
    "an audit key of nobody",
    (hand) =>
      hand.puts("auditKey", { userId: nobody, key: Buffer.alloc(32).toString("base64"), ...created(changeAt(1)) }),
    ["erased auditKey: opens the log about a user there is not"],
  ],
  [
    "a session of nobody",
    (hand, { buyer: { userId } }) =>
      hand.makes("session", { userId, familyId: idOf("nour's session") }, { userId: nobody }),
    ["parents session: is of a user there is not"],
  ],
  [
    "a session of a time to come",
    (hand, { buyer: { userId } }) => hand.makes("session", { userId, familyId: idOf("nour's session") }, { epoch: 1 }),
    ["shape session: would outlive the ending of all"],
  ],
  [
    "a session that is kept for ever",
    (hand, { buyer: { userId } }) =>
      hand.makes("session", { userId, familyId: idOf("nour's session") }, { purgeAt: undefined }),
    ["shape session: would be kept for ever"],
  ],
  [
    "somebody who is there although they were erased",
    (hand, { buyer: { userId } }) =>
      hand.puts("erasure", { userId, erasedAt: at(50).toISOString(), rounds: 0, ...created(changeAt(50)) }),
    ["erased user: is there although it was erased"],
  ],
  [
    "somebody erased whose removal never came to its end, with a session, a notification and the log's key left",
    async (hand) => {
      await hand.puts("erasure", { userId: gone, erasedAt: at(5).toISOString(), rounds: 0, ...created(changeAt(5)) });
      await hand.puts("auditKey", { userId: gone, key: Buffer.alloc(32).toString("base64"), ...created(changeAt(1)) });
      const begun = { epoch: 0, ...freshGeneration(1, at(1)), ...created(changeAt(1)), purgeAt: 1_900_000_000 };
      await hand.puts("session", { userId: gone, familyId: nobody, ...begun });
      const fact = { id: nobody, type: "order.confirmed.v1", at: at(1).toISOString() };
      const told = notificationOf(fact, gone, "in_app", { title: "t", message: "m", about: {} }, fact.at);
      await hand.puts("notification", { ...told, ...created(changeAt(1)), purgeAt: 1_900_000_000 });
    },
    [
      "erased erasure: began at",
      "erased auditKey: opens the log",
      "behind erased session: is of a user who was erased",
      "behind erased notification: is to a user who was erased",
    ],
  ],
  [
    "an organizer that says whose it was, though its last owner was erased",
    async (hand, { organizerId }) => {
      const over = { erasedAt: at(5).toISOString(), finishedAt: at(6).toISOString() };
      await hand.puts("erasure", { userId: gone, ...over, rounds: 0, ...created(changeAt(5)) });
      await hand.makes("organizer", { organizerId }, { userId: gone });
    },
    ["erased organizer: says who its last owner was"],
  ],
  [
    "somebody who is active and deactivated",
    (hand, { buyer: { userId } }) => hand.makes("user", { userId }, { deactivatedAt: at(5).toISOString() }),
    ["shape user: is active, against what it says of why"],
  ],
  [
    "a ticket that would be purged",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { purgeAt: 1_900_000_000 }),
    ["shape ticket: would be purged"],
  ],
  [
    "a membership of nobody",
    (hand, { staff: { userId }, organizerId }) =>
      hand.makes("membership", { userId, organizerId }, ({ card }) => ({
        userId: nobody,
        card: { ...card, userId: nobody },
      })),
    ["parents membership: is of a user there is not"],
  ],
  [
    "a membership that lists with another role",
    (hand, { staff: { userId }, organizerId }) =>
      hand.makes("membership", { userId, organizerId }, ({ card }) => ({ card: { ...card, role: "owner" } })),
    ["shape membership: shows something else in lists than it says"],
  ],
  [
    "an organizer without its owner",
    (hand, { owner: { userId }, organizerId }) => hand.removes("membership", { userId, organizerId }),
    ["parents organizer: has an owner who is not in its team as such"],
  ],
  [
    "an organizer that is gone",
    (hand, { organizerId }) => hand.removes("organizer", { organizerId }),
    [
      ...["parents membership: is of an organizer there is not", "parents membership: is of an organizer there is not"],
      // The draft and each show.
      ...Array.from({ length: 6 }, () => "parents event: is of an organizer there is not"),
    ],
  ],
  [
    "an order for another organizer than its event's",
    (hand, { orders: { late } }) => hand.makes("order", { orderId: late.orderId }, { organizerId: nobody }),
    ["parents order: names another organizer than its event", "payment payment: has not the organizerId of its order"],
  ],
  [
    "a ticket type of no event",
    (hand, { draft: { event, ticketTypes } }) =>
      hand.makes(
        "ticketType",
        { eventId: event.eventId, ticketTypeId: ticketTypes[0]?.ticketTypeId ?? "" },
        { eventId: nobody },
      ),
    ["parents ticketType: is of an event there is not"],
  ],
  [
    "a request that did not make the id of what it created",
    (hand, { draft: { event } }) => hand.makes("event", { eventId: event.eventId }, { requestHash: "short" }),
    ["repeat event: was created by a request whose key does not make its id"],
  ],
  [
    "Stripe's client secret",
    (hand, { payment: { paymentId } }) =>
      hand.makes("payment", { paymentId }, { paymentDetails: { declineCode: hidden("abcdefghij") } }),
    ["secrets payment: holds what looks like a secret"],
  ],
  [
    "an access token",
    (hand, { draft: { event } }) =>
      hand.makes(
        "event",
        { eventId: event.eventId },
        { description: `eyJ${"a".repeat(20)}.${"b".repeat(20)}.${"c".repeat(20)}` },
      ),
    ["secrets event: holds what looks like a secret: eyJa…"],
  ],
  [
    "a card number",
    (hand, { payment: { paymentId } }) =>
      hand.makes("payment", { paymentId }, { paymentDetails: { declineCode: "4242424242424242" } }),
    ["secrets payment: holds what looks like a secret: 4242…"],
  ],
  [
    "an item of no entity",
    (hand) => hand.writes({ pk: "health", sk: "health" }),
    ["shape unknown: belongs to no entity"],
  ],
  [
    "an item of an entity nobody knows",
    (hand) => hand.writes({ pk: "promo#1", sk: "promo", __edb_e__: "promo", __edb_v__: "1" }),
    ["shape unknown: belongs to an entity nobody knows: promo"],
  ],
  [
    "an attribute its entity does not have",
    (hand, { draft: { event } }) => hand.scratches("event", { eventId: event.eventId }, { isSecret: true }),
    ["shape event: does not fit its schema"],
  ],
  [
    "text that was not cleaned",
    (hand, { draft: { event } }) => hand.scratches("event", { eventId: event.eventId }, { location: " Cairo, Egypt" }),
    ["shape event: is not stored as its schema writes it: location"],
  ],
  [
    "a version before the first",
    (hand, { buyer: { userId } }) => hand.scratches("user", { userId }, { version: 0 }),
    ["shape user: does not fit its schema: version"],
  ],
  [
    "a time that sorts elsewhere",
    (hand, { buyer: { userId } }) => hand.scratches("user", { userId }, { updatedAt: "2027-01-10T14:00:00+01:00" }),
    ["shape user: does not fit its schema: updatedAt"],
  ],
  [
    "a change before it was made",
    (hand, { buyer: { userId } }) => hand.makes("user", { userId }, { updatedAt: "2026-01-10T14:00:00.000Z" }),
    ["shape user: was changed at 2026-01-10T14:00:00.000Z, before it was made"],
  ],
  [
    "an event listed under another date",
    (hand, { draft: { event } }) =>
      hand.scratches("event", { eventId: event.eventId }, { gsi1sk: `2027-03-10T18:00:00.000Z#${event.eventId}` }),
    ["shape event: as gsi1sk"],
  ],
  [
    "an event that lists under another title",
    (hand, { draft: { event } }) =>
      hand.makes("event", { eventId: event.eventId }, ({ card }) => ({ card: { ...card, title: "x" } })),
    ["shape event: shows something else in lists than it says"],
  ],
];
