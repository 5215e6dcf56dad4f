import { randomBytes } from "node:crypto";
import { auditKey as auditKeys } from "#data/audit-key.ts";
import { category as categories } from "#data/category.ts";
import { commit } from "#data/commit.ts";
import { credential as credentials } from "#data/credential.ts";
import { event as events, indexed } from "#data/event.ts";
import { eventCategory as eventCategories } from "#data/event-category.ts";
import { featuredEvent as featuredEvents } from "#data/featured-event.ts";
import { membership as memberships } from "#data/membership.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { user as users } from "#data/user.ts";
import { categoryIdOf } from "#domain/category.ts";
import { eventCategoryOf, featuredEventOf } from "#domain/listing.ts";
import { openingStock } from "#domain/stock.ts";
import { created } from "#domain/trail.ts";
import type { User } from "#domain/user.ts";
import { hashPassword } from "#platform/password-hash.ts";
import { catalogue, type DemoEvent, demoId, organizerIdOf, todaysEvent } from "#test/demo/catalogue.ts";
import { organizerNames } from "#test/demo/programme.ts";

/** Everybody's password in the demo. It opens nothing but a demo. */
const password = "correct horse battery staple";
const account = (name: string) => ({ email: `${name}@demo.bilten.example`, password });

export const accounts = {
  organizer: account("organizer"),
  buyer: account("buyer"),
  admin: account("admin"),
};

/** DynamoDB's most items in one transaction: the fastest way in. */
const perTransaction = 100;

type Write = Parameters<typeof commit<typeof entities>>[1];
type Writers = Parameters<Write>[0];
const listed = { categories, eventCategories, featuredEvents };
const entities = { auditKeys, credentials, events, memberships, organizers, stocks, ticketTypes, users, ...listed };

/**
 * Fills the table with the demo's people, organizers and events, unless they are there already, and makes sure that
 * today has an event. Facts are not told: nothing happened. Answers where to begin.
 */
export async function fill(now: Date, progress: (done: number, total: number) => void) {
  const trail = created({ now, by: "demo" });
  const today = todaysEvent(now);
  const isFilled = (await users.get({ userId: demoId("user", "buyer") }).go({ consistent: true })).data !== null;
  const offers = isFilled ? [] : catalogue(now);
  const hash = isFilled ? "" : await hashPassword(password);
  const everybody = isFilled ? [] : [...people(hash, trail), ...organizerRows(offers, trail)];
  const hasToday = (await events.get({ eventId: today.event.eventId }).go({ consistent: true })).data !== null;
  const missing = [...offers, ...(hasToday ? [] : [today])];
  const counted = isFilled && !hasToday ? [oneMoreEvent(today)] : [];
  const writes = [
    ...everybody,
    ...counted,
    ...usedCategories(missing),
    ...missing.flatMap((offer) => eventRows(offer, now)),
  ];
  for (let from = 0; from < writes.length; from += perTransaction) {
    const batch = writes.slice(from, from + perTransaction);
    const refused = await commit(entities, (writers) => batch.map((write) => write(writers)));
    if (refused.length > 0) throw new Error("The demo's rows are half there: start with --fresh");
    progress(Math.min(from + perTransaction, writes.length), writes.length);
  }
  const ticketTypeId = today.ticketTypes[0]?.ticketTypeId ?? "";
  return { ...accounts, eventId: today.event.eventId, ticketTypeId };
}

type Trail = ReturnType<typeof created>;
type Row = (writers: Writers) => object;

function person(name: string, role: User["role"], names: readonly [string, string], hash: string, trail: Trail): Row[] {
  const { email } = account(name);
  const userId = demoId("user", name);
  const [firstName, lastName] = names;
  const user = { userId, email, firstName, lastName, role, locale: "en" as const, isActive: true };
  return [
    ({ users }) => users.create({ ...user, emailVerifiedAt: trail.createdAt, ...trail }).commit(),
    ({ credentials }) => credentials.create({ email, userId, passwordHash: hash, ...trail }).commit(),
    ({ auditKeys }) => auditKeys.create({ userId, key: randomBytes(32).toString("base64"), ...trail }).commit(),
  ];
}

const ownerName = (organizer: number) => (organizer === 0 ? "organizer" : `organizer${organizer + 1}`);

const people = (hash: string, trail: Trail): Row[] => [
  ...person("buyer", "attendee", ["Nour", "Buyer"], hash, trail),
  ...person("admin", "admin", ["Alex", "Admin"], hash, trail),
  ...organizerNames.flatMap((name, organizer) =>
    person(ownerName(organizer), "organizer", ["Owner of", name], hash, trail),
  ),
];

function organizerRows(offers: readonly DemoEvent[], trail: Trail): Row[] {
  return organizerNames.flatMap((organizationName, index): Row[] => {
    const organizerId = organizerIdOf(index);
    const userId = demoId("user", ownerName(index));
    // The first also has today's event.
    const publishedEvents =
      offers.filter(({ event }) => event.organizerId === organizerId).length + (index === 0 ? 1 : 0);
    const organizer = {
      organizerId,
      userId,
      organizationName,
      contactEmail: account(ownerName(index)).email,
      isVerified: index % 2 === 0,
      isActive: true,
      publishedEvents,
    };
    const card = { userId, organizerId, role: "owner" as const };
    return [
      ({ organizers }) => organizers.create({ ...organizer, ...trail }).commit(),
      ({ memberships }) => memberships.create({ userId, organizerId, role: "owner", card, ...trail }).commit(),
    ];
  });
}

/** The organizer's count of published events, which another day's event joins. */
const oneMoreEvent =
  ({ event: { organizerId } }: DemoEvent): Row =>
  ({ organizers }) =>
    organizers.patch({ organizerId }).add({ publishedEvents: 1, version: 1 }).commit();

/** What categories count of events; they are there from the start. */
function usedCategories(offers: readonly DemoEvent[]): Row[] {
  const uses = Map.groupBy(
    offers.flatMap(({ categories }) => categories),
    (name) => name,
  );
  return [...uses].map(
    ([name, events]): Row =>
      ({ categories }) =>
        categories
          .patch({ categoryId: categoryIdOf(name) })
          .add({ uses: events.length, version: 1 })
          .commit(),
  );
}

function eventRows({ event, ticketTypes, categories }: DemoEvent, now: Date): Row[] {
  const trail = created({ now, by: "demo" });
  const stored = indexed({ ...event, publishedAt: trail.createdAt });
  const featured = featuredEventOf(stored);
  return [
    ({ events }) => events.create({ ...stored, ...trail }).commit(),
    ...categories.map((name): Row => {
      const row = eventCategoryOf(stored, { categoryId: categoryIdOf(name), name });
      return ({ eventCategories }) => eventCategories.create({ ...row, ...trail }).commit();
    }),
    ...(featured ? [({ featuredEvents }: Writers) => featuredEvents.create({ ...featured, ...trail }).commit()] : []),
    ...ticketTypes.map(
      (type): Row =>
        ({ ticketTypes }) =>
          ticketTypes.create({ ...type, ...trail }).commit(),
    ),
    ...openingStock(event, ticketTypes).map(
      (stock): Row =>
        ({ stocks }) =>
          stocks.create({ ...stock, ...trail }).commit(),
    ),
  ];
}
