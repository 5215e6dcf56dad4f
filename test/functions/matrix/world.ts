import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { user as users } from "#data/user.ts";
import { hours } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { type Named, people, team } from "#test/functions/matrix/caller.ts";
import { type Canaries, canaries } from "#test/functions/matrix/canaries.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { aCrowd, joins, stored } from "#test/support/operator.ts";
import { freshEmail, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, fromNow } from "#test/support/when.ts";

/** A text that occurs once in the world. */
const canary = (what: string) => `${what} ${freshKey()}`;
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
const phone = () => `+49${digits(12)}`;

/** Everybody of the cast, each with a name that nobody else has. */
async function theCast(secrets: Canaries): Promise<Record<Named, Person>> {
  const names = people.map((caller) => ({ firstName: canary(caller), lastName: canary(caller), phone: phone() }));
  const crowd = await aCrowd(people.length, (index) => ({
    ...names[index],
    ...(people[index] === "admin" && { role: "admin" }),
    ...(people[index] === "superAdmin" && { role: "super_admin" }),
  }));
  for (const [index, caller] of people.entries()) {
    const known = [caller, "admin", "superAdmin"] as const;
    const { email, userId } = crowd[index] ?? { email: "", userId: "" };
    for (const [what, text] of Object.entries({ ...names[index], email })) {
      secrets.plant(`the ${what} of ${caller}`, text, ...known);
    }
    // Door staff is told who scanned, and organizers whose a ticket is.
    secrets.plant(`the id of ${caller}`, userId, ...known, ...team);
  }
  return Object.fromEntries(people.map((caller, index) => [caller, crowd[index]])) as Record<Named, Person>;
}

/** Somebody who was one of Bilten's own people when they logged in, and is no longer. */
async function aFormerAdmin(): Promise<Person> {
  const [person] = await aCrowd(1, () => ({ role: "super_admin" }));
  if (!person) throw new Error("Nobody was made");
  const account = await stored(users.get({ userId: person.userId }).params<GetCommandInput>());
  await account.becomes({ role: "attendee" });
  return person;
}

/** An organizer with what only its team sees of it, and a draft. */
async function anOrganizerOf(owner: Person, whose: readonly Named[], secrets: Canaries) {
  const contactPhone = phone();
  const form = { organizationName: "Lantern Hall", contactEmail: freshEmail(), contactPhone };
  const { organizerId } = isDone(await api.call(createOrganizer, form, { token: owner.token }), 201);
  const texts = {
    title: canary("draft"),
    description: canary("description"),
    location: canary("location"),
    venueName: canary("venue"),
  };
  const type = { name: canary("type"), description: canary("about") };
  const draft = await aDraftEvent({ team: { organizerId, owner }, ...texts, types: [type] });
  for (const text of [contactPhone, ...Object.values(texts), ...Object.values(type)]) {
    secrets.plant(`${text} of ${whose.at(-1)}'s organizer`, text, ...whose);
  }
  return { organizerId, contactPhone, draft };
}

/**
 * Two organizers with their people, and what there can be: a draft, a show whose doors are open with types on sale and
 * a hidden one, an order with its payment and tickets, one that is not paid yet, a scan, notifications.
 */
export async function aWorld() {
  const secrets = canaries();
  const cast = await theCast(secrets);
  const { buyer, owner, manager, doorStaff } = cast;
  const ofTeam = ["manager", "owner"] as const;
  const { organizerId, draft } = await anOrganizerOf(owner, ofTeam, secrets);
  const others = await anOrganizerOf(cast.otherOwner, ["otherManager", "otherOwner"], secrets);
  await joins(manager, organizerId, "manager");
  await joins(doorStaff, organizerId, "check_in");
  await joins(cast.otherManager, others.organizerId, "manager");

  const startDate = await fromNow(hours(2));
  const hidden = { name: canary("hidden"), isHidden: true };
  const show = await aPublishedEvent({ team: { organizerId, owner }, startDate, types: [{ price: 0 }, {}, hidden] });
  secrets.plant("a hidden ticket type", hidden.name, ...ofTeam);
  const { order, orderId, tickets } = await aPaidOrder({ show, buyer, quantity: 2 });
  const [ticket, scanned] = tickets;
  if (!ticket || !scanned) throw new Error("The buyer holds no two tickets");
  const paymentId = order.paymentId ?? "";
  const code = await codeOf(ticket.ticketId, buyer);
  const scan = { nonce: freshKey(), gate: canary("gate") };
  isDone(await scans(doorStaff, show.eventId, await codeOf(scanned.ticketId, buyer), scan));
  const paidTypeId = show.ticketTypes[1]?.ticketTypeId ?? "";
  const lines = [{ ticketTypeId: paidTypeId, quantity: 1 }];
  const asBuyer = { token: buyer.token, idempotencyKey: freshKey() };
  const held = isDone(await api.call(placeOrder, { eventId: show.eventId, lines }, asBuyer), 201);
  await everythingSettles();
  const { items } = isDone(await api.call(listMyNotifications, {}, { token: buyer.token }));
  const notificationId = items.find(({ type }) => type === "in_app")?.notificationId ?? "";

  secrets.plant("an order", orderId, "buyer", ...ofTeam);
  secrets.plant("a held order", held.orderId, "buyer");
  secrets.plant("a payment", paymentId, "buyer", ...ofTeam);
  secrets.plant("a ticket", ticket.ticketId, "buyer", ...team);
  secrets.plant("a ticket's number", ticket.ticketNumber, "buyer", ...team);
  secrets.plant("a ticket's code", code, "buyer");
  secrets.plant("a notification", notificationId, "buyer");
  secrets.plant("a scan's nonce", scan.nonce, ...team);
  secrets.plant("a scan's gate", scan.gate, ...team, "buyer");

  return {
    ...{ secrets, cast, organizerId, others, draft, show, paidTypeId, code, scan },
    ...{ orderId, paymentId, ticketId: ticket.ticketId, scannedId: scanned.ticketId, notificationId, held },
    team: { organizerId, owner },
    formerAdmin: await aFormerAdmin(),
    /** Logs somebody in once more: for what ends a session. */
    another: (as: Named) => loggedIn(cast[as]),
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
