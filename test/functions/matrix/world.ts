import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { user as users } from "#data/user.ts";
import { hours } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { managing, type Named, people, team } from "#test/functions/matrix/caller.ts";
import { type Canaries, canaries } from "#test/functions/matrix/canaries.ts";
import { freshOrganizer, freshSession } from "#test/functions/matrix/fresh.ts";
import { anInvitation, theShop } from "#test/functions/matrix/shop.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { aCrowd, joins, stored } from "#test/support/operator.ts";
import { freshEmail, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

/** A text that occurs once in the world. */
const canary = (what: string) => `${what} ${freshKey()}`;
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
const phone = () => `+49${digits(12)}`;

const others = ["otherManager", "otherOwner"] as const satisfies readonly Named[];
/** Who runs the team that somebody is of. */
const runs: Readonly<Partial<Record<Named, readonly Named[]>>> = {
  ...{ doorStaff: managing, manager: managing, owner: managing },
  ...{ otherManager: others, otherOwner: others },
};

/** Everybody of the cast, each with a name that nobody else has. */
async function theCast(secrets: Canaries): Promise<Record<Named, Person>> {
  const names = people.map((caller) => ({ firstName: canary(caller), lastName: canary(caller), phone: phone() }));
  const crowd = await aCrowd(people.length, (index) => ({
    ...names[index],
    ...(people[index] === "admin" && { role: "admin" }),
    ...(people[index] === "superAdmin" && { role: "super_admin" }),
  }));
  for (const [index, caller] of people.entries()) {
    // Who runs a team sees who is in it.
    const known = [caller, "admin", "superAdmin", ...(runs[caller] ?? [])] as const;
    const { email, userId } = crowd[index] ?? { email: "", userId: "" };
    const { phone = "", ...seen } = { ...names[index], email };
    for (const [what, text] of Object.entries(seen)) secrets.plant(`the ${what} of ${caller}`, text, ...known);
    secrets.plant(`the phone of ${caller}`, phone, caller);
    // Door staff is told who scanned, and organizers whose a ticket is.
    secrets.plant(`the id of ${caller}`, userId, ...known, ...(caller === "buyer" ? managing : team));
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
  for (const text of [...Object.values(texts), ...Object.values(type)]) {
    secrets.plant(`${text} of ${whose.at(-1)}'s organizer`, text, ...whose);
  }
  // Most who are told have said it themselves.
  secrets.plantFresh(`the id of ${whose.at(-1)}'s draft`, draft.eventId, ...whose);
  // Who verifies organizers calls them.
  secrets.plant(`the phone of ${whose.at(-1)}'s organizer`, contactPhone, ...whose, "admin", "superAdmin");
  return { organizerId, contactPhone, draft };
}

/**
 * Two organizers with their people, and what there can be: a draft, a show whose doors are open with types on sale and
 * a hidden one, an order with its tickets, one that was paid and one that is not yet, a scan, notifications, and all
 * that a shop has besides.
 */
export async function aWorld() {
  const secrets = canaries();
  const cast = await theCast(secrets);
  const { buyer, owner, manager, doorStaff } = cast;
  const { organizerId, draft } = await anOrganizerOf(owner, managing, secrets);
  const rivals = await anOrganizerOf(cast.otherOwner, others, secrets);
  await joins(manager, organizerId, "manager");
  await joins(doorStaff, organizerId, "check_in");
  await joins(cast.otherManager, rivals.organizerId, "manager");

  const startDate = await fromNow(hours(2));
  const hidden = { name: canary("hidden"), isHidden: true };
  const show = await aPublishedEvent({ team: { organizerId, owner }, startDate, types: [{ price: 0 }, {}, hidden] });
  secrets.plant("a hidden ticket type", hidden.name, ...managing);
  const ids = { showId: show.eventId, draftId: draft.eventId };
  const shop = await theShop(cast, secrets, { team: { organizerId, owner }, ...ids });
  const { orderId, tickets } = await aPaidOrder({ show, buyer, quantity: 2 });
  const [ticket, scanned] = tickets;
  if (!ticket || !scanned) throw new Error("The buyer holds no two tickets");
  const code = await codeOf(ticket.ticketId, buyer);
  const scan = { nonce: freshKey(), gate: canary("gate") };
  isDone(await scans(doorStaff, show.eventId, await codeOf(scanned.ticketId, buyer), scan));
  const [, paidTypeId = "", hiddenTypeId = ""] = show.ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
  const forMoney = { eventId: show.eventId, ticketTypeId: paidTypeId };
  const { order: held } = await aHold({ show: forMoney, buyer });
  const elsewhere = await freshOrganizer({ cast }, "otherOwner");
  await anInvitation({ ...elsewhere, owner: cast.otherOwner }, cast.stranger.email);
  const { order: paid } = await aPaidOrder({ show: forMoney, buyer });
  const paymentId = paid.paymentId ?? "";
  const { paymentIntentId: intentId = "" } = isDone(await api.call(getPayment, { paymentId }, { token: buyer.token }));
  const { items } = isDone(await api.call(listMyNotifications, {}, { token: buyer.token }));
  const notificationId = items.find(({ type }) => type === "in_app")?.notificationId ?? "";

  const { sessionId } = await freshSession(buyer);
  secrets.plant("a session", sessionId, "buyer");
  secrets.plant("an order", orderId, "buyer", ...managing);
  secrets.plant("a held order", held.orderId, "buyer");
  secrets.plant("a payment", paymentId, "buyer", ...managing);
  secrets.plant("Stripe's name of a payment", intentId, "buyer", ...managing);
  secrets.plant("a ticket", ticket.ticketId, "buyer", ...team);
  secrets.plant("a ticket's number", ticket.ticketNumber, "buyer", ...team);
  secrets.plant("a ticket's code", code, "buyer");
  secrets.plant("a notification", notificationId, "buyer");
  secrets.plant("a scan's nonce", scan.nonce, ...team);
  secrets.plant("a scan's gate", scan.gate, ...team, "buyer");

  return {
    ...{ secrets, cast, organizerId, others: rivals, draft, show, paidTypeId, hiddenTypeId, code, scan, ...shop },
    ...{ orderId, paymentId, intentId, notificationId, sessionId, held },
    ...{ ticketId: ticket.ticketId, ticketNumber: ticket.ticketNumber, scannedId: scanned.ticketId },
    team: { organizerId, owner },
    formerAdmin: await aFormerAdmin(),
    /** Mailed to the stranger. */
    invitationToken: await tokenMailedTo(cast.stranger.email),
    /** Logs somebody in once more: for what ends a session. */
    another: (as: Named) => loggedIn(cast[as]),
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
