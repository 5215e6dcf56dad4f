import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { featureEvent } from "#functions/events/feature-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listInvitations } from "#functions/members/list-invitations.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { getMe } from "#functions/users/get-me.ts";
import { type Caller, callers, managing, type Named, people } from "#test/functions/matrix/caller.ts";
import { anInvitation } from "#test/functions/matrix/shop.ts";
import type { World } from "#test/functions/matrix/world.ts";
import type { Sent } from "#test/support/a-file.ts";
import { api } from "#test/support/api.ts";
import { sent } from "#test/support/files.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { aCrowd, accounts, joins } from "#test/support/operator.ts";
import { freshEmail, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, pay } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, now } from "#test/support/when.ts";

/** A draft of team A with one ticket type, that nobody has touched yet. */
export async function freshDraft({ team, secrets }: World, ...knownTo: readonly Caller[]) {
  const title = `fresh draft ${freshKey()}`;
  secrets.plantFresh("a fresh draft", title, ...managing, ...knownTo);
  const draft = await aDraftEvent({ team, title });
  // A ticket type moves its event's version on.
  const { version } = isDone(await api.call(getEvent, { eventId: draft.eventId }, { token: team.owner.token }));
  return { ...draft, version };
}

/** The same, on sale. */
export const freshShow = ({ team }: World) => aPublishedEvent({ team });

/** A draft that was deleted, for those who may restore it. */
export async function deletedDraft(world: World) {
  const { eventId, version } = await freshDraft(world, "superAdmin");
  isDone(await api.call(deleteEvent, { eventId }, { token: world.cast.owner.token, ifMatch: version }));
  return { eventId };
}

/** A kind of ticket that was deleted. */
export async function deletedType({ team, cast }: World) {
  const { eventId, ticketTypeId } = await aDraftEvent({ team });
  isDone(await api.call(deleteTicketType, { eventId, ticketTypeId }, { token: cast.owner.token, ifMatch: 1 }));
  return { eventId, ticketTypeId };
}

/** A show among the featured ones. */
export async function featuredShow(world: World) {
  const { eventId, event } = await freshShow(world);
  const options = { token: world.cast.admin.token, ifMatch: event.version };
  return isDone(await api.call(featureEvent, { eventId }, options));
}

/** Free tickets in the buyer's hands. */
export async function freshPurchase({ show, cast }: World) {
  const { order } = await aHold({ show, buyer: cast.buyer });
  return { paymentId: order.paymentId ?? "" };
}

/** A payment of the show's that its buyer's bank disputes, whoever that is. */
export const disputedPurchase = once(async ({ show, paidTypeId }) => {
  const [buyer] = await aCrowd(1);
  const { order } = await aHold({ show: { eventId: show.eventId, ticketTypeId: paidTypeId }, ...(buyer && { buyer }) });
  await pay(order, "pm_card_createDispute");
  await everythingSettles();
  return { paymentId: order.paymentId ?? "" };
});

/** An organizer that somebody has just made, with nothing in it. */
export async function freshOrganizer({ cast }: Pick<World, "cast">, of: Named = "owner") {
  const { token, email } = cast[of];
  const form = { organizationName: "Lantern Guild", contactEmail: email };
  return isDone(await api.call(createOrganizer, form, { token }), 201);
}

/** An order of the buyer that holds a ticket of the show and waits for its payment. */
export async function freshHold({ show, paidTypeId, cast, secrets }: World) {
  const input = { eventId: show.eventId, lines: [{ ticketTypeId: paidTypeId, quantity: 1 }] };
  const options = { token: cast.buyer.token, idempotencyKey: freshKey() };
  const order = isDone(await api.call(placeOrder, input, options), 201);
  secrets.plantFresh("a payment's secret", order.payment?.clientSecret ?? "", "buyer");
  return order;
}

/** Things that are made several at once and taken one by one: each alone would wait until everything has settled. */
function inTurn<T>(make: (world: World) => Promise<readonly T[]>): (world: World) => Promise<T> {
  const left = new WeakMap<World, T[]>();
  return async (world) => {
    const things = left.get(world)?.length ? left.get(world) : [...(await make(world))];
    const thing = things?.pop();
    if (!things || thing === undefined) throw new Error("Nothing was made");
    left.set(world, things);
    return thing;
  };
}

/** Somebody with an account who was never here. */
export const freshAccount = inTurn(() => accounts(callers.length));
/** Somebody who was suspended. */
export const suspendedAccount = inTurn(() => closedAccounts("suspendedAt"));
/** Somebody whose account was deleted. */
export const deletedAccount = inTurn(() => closedAccounts("deletedAt"));

async function closedAccounts(why: "suspendedAt" | "deletedAt") {
  const at = (await now()).toISOString();
  return accounts(callers.length, () => ({ isActive: false, [why]: at }));
}

/** Somebody who may do nothing but check in for team A. */
export async function freshMember(world: World) {
  const { userId } = await joins(await freshAccount(world), world.organizerId, "check_in");
  return { organizerId: world.organizerId, userId };
}

/** An invitation to team A that was mailed, and takes no further writes. */
export const freshInvitation = inTurn(async ({ team }) => {
  const { organizerId } = team;
  const made = [await anInvitation(team), await anInvitation(team), await anInvitation(team)];
  await everythingSettles();
  const options = { token: team.owner.token };
  const { items } = isDone(await api.call(listInvitations, { organizerId, limit: 100 }, options));
  return made.map(({ invitationId }) => {
    const { version = 1 } = items.find((one) => one.invitationId === invitationId) ?? {};
    return { input: { organizerId, invitationId }, ifMatch: version };
  });
});

/** Somebody who is logged in and has nothing yet: for what would change or end the caller's own account. */
export const freshPerson = inTurn(() => aCrowd(people.length));

/** The caller's own request, made by somebody else who has an account; nobody stays nobody. */
export async function inPlaceOf(world: World, as: Caller) {
  const { password, token } = await freshPerson(world);
  return { password, ...(as !== "anonymous" && { token }) };
}

/** A token mailed to an address that an account is to move to; a repeat changes nothing. */
export const emailChange = once(async () => {
  const [person] = await aCrowd(1);
  const email = freshEmail();
  const password = person?.password ?? "";
  isDone(await api.call(changeEmail, { email, password }, { token: person?.token }), 202);
  await everythingSettles();
  return tokenMailedTo(email);
});

/** Somebody to be erased, which can be asked for again. */
export const lastPerson = once(async () => (await aCrowd(1))[0]);

/** One more session of somebody's. */
export async function freshSession(person: Person): Promise<{ sessionId: string }> {
  const { token } = await loggedIn(person);
  const { items } = isDone(await api.call(listMySessions, { limit: 100 }, { token }));
  return { sessionId: items.find(({ isCurrent }) => isCurrent)?.sessionId ?? "" };
}

/** A file of team A's show, or of the buyer's own. */
export async function freshFile({ cast, show }: World, of: "show" | "person", differs: Partial<Sent> = {}) {
  const owner =
    of === "show"
      ? ({ userId: cast.manager.userId, ownerType: "event", ownerId: show.eventId } as const)
      : ({ userId: cast.buyer.userId, ownerType: "user", ownerId: cast.buyer.userId } as const);
  const [mediaId = ""] = await sent({ ...owner, ...differs });
  return { mediaId };
}

async function freshAccounts(): Promise<readonly string[]> {
  const names = { firstName: "Nour", lastName: "Haddad", password: "correct horse battery" };
  const emails = callers.map(freshEmail);
  for (const email of emails) isDone(await api.call(register, { ...names, email }), 202);
  return emails;
}

/** What one thing of is enough for. */
function once<T>(make: (world: World) => Promise<T>): (world: World) => Promise<T> {
  const made = new WeakMap<World, Promise<T>>();
  return (world) => {
    const thing = made.get(world) ?? make(world);
    made.set(world, thing);
    return thing;
  };
}

async function mailed(emails: readonly string[]): Promise<readonly string[]> {
  await everythingSettles();
  return Promise.all(emails.map(tokenMailedTo));
}

/** A token that was mailed to an address that waits to be verified. */
export const freshVerification = inTurn(async () => mailed(await freshAccounts()));

/** A token that was mailed to somebody who forgot the password. */
export const freshReset = inTurn(async () => {
  const emails = await freshAccounts();
  for (const email of emails) isDone(await api.call(forgotPassword, { email }), 202);
  return mailed(emails);
});

/** The version of one's own profile; nobody has none. */
export async function ownVersion({ cast }: World, as: Caller): Promise<number> {
  if (as === "anonymous") return 1;
  return isDone(await api.call(getMe, {}, { token: cast[as].token })).version;
}
