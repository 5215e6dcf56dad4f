import { ordersOfUser, ticketsOfUser } from "#data/bought.ts";
import { eventAnalytics } from "#data/event-analytics.ts";
import { eventCategory } from "#data/event-category.ts";
import { everywhere, type Home } from "#data/home.ts";
import { keptScan } from "#data/keep-scan.ts";
import { listed } from "#data/listed.ts";
import { findBranding } from "#data/load-branding.ts";
import { loadCategory } from "#data/load-category.ts";
import { loadCredential } from "#data/load-credential.ts";
import { loadEvent } from "#data/load-event.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { findMedia } from "#data/load-media.ts";
import { loadOrder, loadPayment } from "#data/load-order.ts";
import { findOrganizer } from "#data/load-organizer.ts";
import { loadSession } from "#data/load-session.ts";
import { loadTicket } from "#data/load-ticket.ts";
import { findUser } from "#data/load-user.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { readFirst, readPage } from "#data/page.ts";
import { payment } from "#data/payment.ts";
import { readEventDays } from "#data/read-event-analytics.ts";
import { readMany } from "#data/read-many.ts";
import { readMediaOf } from "#data/read-media.ts";
import { membershipOf } from "#data/rights.ts";
import { scan } from "#data/scan.ts";
import { ticket } from "#data/ticket.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { derivedId } from "#domain/ids.ts";
import { minutes, shifted } from "#domain/time.ts";
import { busy, known, shards } from "#test/bench/catalogue/crowd.ts";
import type { Question } from "#test/bench/catalogue/question.ts";
import * as sold from "#test/bench/catalogue/sold.ts";
import { aTicketType } from "#test/support/things.ts";

const page = { limit: 20, after: undefined };
const userId = sold.userIdOf(busy.buyer);
const { eventId } = busy.event;
const from = sold.now.toISOString();

type Query<T> = Parameters<typeof readPage<T>>[0];
const pageOf = async <T>(query: Query<T>) => (await readPage(query, page, "desc")).items;
const count = async <T>(query: Query<T>) => (await pageOf(query)).length;

type Spread = { readonly index: "gsi1sk" | "gsi2sk"; readonly partitions?: number; readonly homes?: readonly Home[] };

/** A page of a list as the product reads it: newest first, of several partitions or tables together. */
async function newest<T extends object>(of: (shard: number) => Query<T>, { index, partitions = 1, homes }: Spread) {
  const read = async (shard: number, _: unknown, limit: number, home: Home) =>
    (await readFirst(of(shard), limit, "desc", home)).map((row) => Object.fromEntries(Object.entries(row)));
  const place = (row: Readonly<Record<string, unknown>>) => ({ key: String(row[index]) });
  return (await newestOfShards(partitions, page, { read, place }, homes)).items.length;
}
/** Of an event that is not over, nothing is in the archive. */
const ofEvent = { index: "gsi2sk", partitions: shards } as const;
/** What is a person's own may be in either table. */
const mine = () => ({ index: "gsi1sk", homes: everywhere() }) as const;

/** What of these is there. */
const there = (found: readonly unknown[]) => found.filter(Boolean).length;
const dataOf = async (get: { go(options: { consistent: true }): Promise<{ readonly data: unknown }> }) =>
  (await get.go({ consistent: true })).data;

/** One of each entity by its id, nested ones by their parent's and theirs, as the product asks for it. */
async function byId(): Promise<number> {
  const { number, name, event: show, page: bigPage } = known;
  const [owner, { organizerId }] = [sold.userIdOf(number), show];
  const [categoryId = ""] = show.categoryIds;
  const { ticketTypeId } = aTicketType(0);
  const single = await Promise.all([
    ...[findUser(owner), findOrganizer(organizerId), loadEvent(show.eventId), loadCategory(categoryId)],
    ...[loadOrder(sold.orderIdFor(name)), loadPayment(sold.paymentIdFor(name)), loadTicket(sold.ticketIdFor(name))],
    ...[findBranding({ organizerId, brandingId: sold.brandingIdOf(organizerId) }), findMedia(sold.mediaIdOf(name))],
    ...[membershipOf(owner, organizerId), loadInvitation(sold.invitationTo(organizerId))],
    ...[loadSession(owner, sold.sessionIdOf(number)), keptScan(show.eventId, sold.nonceOf(name))],
    // An event's types are read with it.
    loadEvent(bigPage).then((sale) => sale?.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId)),
    ...[
      eventCategory.get({ eventId: show.eventId, categoryId }),
      eventAnalytics.get({ eventId: show.eventId, date: busy.day }),
      userAnalytics.get({ userId: owner }),
      notification.get({ userId: owner, notificationId: sold.notificationIdFor(name, owner, number) }),
    ].map(dataOf),
  ]);
  return there(single);
}
const entities = 18;

/** All of the data model's questions about people, what they bought and what belongs to them. */
export const soldQuestions: readonly Question[] = [
  { name: `each of ${entities} entities by its id`, ask: byId, aim: { atMost: entities + 2 }, requests: entities + 1 },
  {
    name: "user by email",
    ask: async () => {
      const login = await loadCredential(sold.emailOf(known.number));
      return there([login && (await findUser(login.userId))]);
    },
    ...{ aim: { atMost: 2 }, requests: 2 },
  },
  {
    name: "a user's organizers",
    ask: async () => {
      const items = await pageOf(membership.query.ofUser({ userId }));
      const keys = items.map(({ organizerId }) => ({ organizerId }));
      return (await readMany((keys) => organizer.get([...keys]).go(), keys)).length;
    },
    ...{ aim: { atMost: 12 }, requests: 2 },
  },
  {
    name: "an organizer's team",
    ask: async () => {
      const items = await pageOf(membership.query.ofOrganizer({ organizerId: busy.organizer }));
      const keys = items.map(({ card }) => ({ userId: card.userId }));
      return (await readMany((keys) => user.get([...keys]).go(), keys)).length;
    },
    ...{ aim: { atMost: 12 }, requests: 2 },
  },
  {
    name: "organizers awaiting verification",
    ask: async () => {
      const { items } = await readPage(organizer.query.unverified({}), page);
      const keys = items.map(listed(organizer, "unverified")).map(({ organizerId }) => ({ organizerId }));
      return (await readMany((keys) => organizer.get([...keys]).go(), keys)).length;
    },
    ...{ aim: { atMost: 12 }, requests: 2 },
  },
  {
    name: "my orders",
    ask: async () => (await ordersOfUser(userId, page)).items.length,
    ...{ aim: { atMost: 2 }, requests: 2 },
  },
  {
    name: "an event's orders by status",
    ask: () => newest((shard) => order.query.ofEvent({ eventId, shard, status: "confirmed" }), ofEvent),
    ...{ aim: { atMost: 5 }, requests: shards },
  },
  {
    name: "holds past their time",
    ask: async () => {
      const over = shifted(from, -minutes(12));
      const buckets = Array.from({ length: 16 }, (_, holdBucket) =>
        readPage(order.query.holds({ holdBucket }).lt({ holdUntil: over }), { limit: 100, after: undefined }),
      );
      return (await Promise.all(buckets)).flatMap(({ items }) => items).length;
    },
    ...{ aim: { atMost: 8 }, requests: 16 },
  },
  {
    name: "an event's tickets by status",
    ask: () => newest((shard) => ticket.query.ofEvent({ eventId, shard, status: "active" }), ofEvent),
    ...{ aim: { atMost: 5 }, requests: shards },
  },
  {
    name: "an event's tickets by status and purchase time",
    ask: () => {
      const [status, until] = ["active", shifted(from, minutes(30))] as const;
      const bought = (shard: number) =>
        ticket.query.ofEvent({ eventId, shard }).between({ status, purchasedAt: from }, { status, purchasedAt: until });
      return newest(bought, ofEvent);
    },
    ...{ aim: { atMost: 5 }, requests: shards },
  },
  {
    name: "a user's tickets, newest first",
    ask: async () => (await ticketsOfUser(userId, page)).items.length,
    ...{ aim: { atMost: 2 }, requests: 2 },
  },
  {
    name: "a user's payments by status",
    ask: () => newest(() => payment.query.ofUser({ userId, status: "completed" }), mine()),
    ...{ aim: { atMost: 2 }, requests: 2 },
  },
  {
    name: "payment by PaymentIntent",
    ask: async () => there([await loadPayment(sold.paymentIdFor(known.name))]),
    ...{ aim: { atMost: 1 }, requests: 1 },
  },
  {
    name: "ticket by number",
    ask: async () => there([await loadTicket(derivedId("ticket", sold.ticketNumberOf(known.name)))]),
    ...{ aim: { atMost: 1 }, requests: 1 },
  },
  {
    name: "a user's notifications",
    ask: () => count(notification.query.ofUser({ userId })),
    ...{ aim: { atMost: 2 }, requests: 1 },
  },
  {
    name: "a user's unread notifications",
    ask: () => count(notification.query.unread({ userId })),
    ...{ aim: { atMost: 2 }, requests: 1 },
  },
  {
    name: "a user's media",
    ask: () => count(media.query.ofUser({ userId })),
    ...{ aim: { atMost: 2 }, requests: 1 },
  },
  {
    name: "an event's media",
    ask: async () => (await readMediaOf({ ownerType: "event", ownerId: eventId }, undefined, page)).items.length,
    // Whether everybody may see them is a read of its own.
    ...{ aim: { atMost: 3 }, requests: 2 },
  },
  {
    name: "an organizer's media",
    ask: async () =>
      (await readMediaOf({ ownerType: "organizer", ownerId: busy.organizer }, undefined, page)).items.length,
    ...{ aim: { atMost: 3 }, requests: 2 },
  },
  {
    name: "an event's analytics by day range",
    ask: async () => {
      const range = { from: sold.dayBefore(40), to: sold.dayBefore(10) };
      return (await readEventDays(eventId, range, page)).items.length;
    },
    ...{ aim: { atMost: 2 }, requests: 1 },
  },
  {
    name: "all events' analytics of a day",
    ask: async () => {
      const items = await pageOf(eventAnalytics.query.ofDate({ date: busy.day }));
      const keys = items.map(({ eventId }) => ({ eventId, date: busy.day }));
      return (await readMany((keys) => eventAnalytics.get([...keys]).go(), keys)).length;
    },
    ...{ aim: { atMost: 12 }, requests: 2 },
  },
  {
    name: "an event's scans",
    ask: () => newest((shard) => scan.query.ofEvent({ eventId, shard }), { ...ofEvent, index: "gsi1sk" }),
    ...{ aim: { atMost: 5 }, requests: shards },
  },
];
