import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getMe } from "#functions/users/get-me.ts";
import { type Caller, callers, managing } from "#test/functions/matrix/caller.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { freshEmail, freshKey } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

/** A draft of team A with one ticket type, that nobody has touched yet. */
export async function freshDraft({ team, secrets }: World) {
  const title = `fresh draft ${freshKey()}`;
  secrets.plantFresh("a fresh draft", title, ...managing);
  const draft = await aDraftEvent({ team, title });
  // A ticket type moves its event's version on.
  const { version } = isDone(await api.call(getEvent, { eventId: draft.eventId }, { token: team.owner.token }));
  return { ...draft, version };
}

/** The same, on sale. */
export const freshShow = ({ team }: World) => aPublishedEvent({ team });

/** An order of the buyer that holds a ticket of the show and waits for its payment. */
export async function freshHold({ show, paidTypeId, cast, secrets }: World) {
  const input = { eventId: show.eventId, lines: [{ ticketTypeId: paidTypeId, quantity: 1 }] };
  const options = { token: cast.buyer.token, idempotencyKey: freshKey() };
  const order = isDone(await api.call(placeOrder, input, options), 201);
  secrets.plantFresh("a payment's secret", order.payment?.clientSecret ?? "", "buyer");
  return order;
}

/** Things that are made several at once and taken one by one: each alone would wait until everything has settled. */
function inTurn<T>(make: () => Promise<readonly T[]>): (world: World) => Promise<T> {
  const left = new WeakMap<World, T[]>();
  return async (world) => {
    const things = left.get(world)?.length ? left.get(world) : [...(await make())];
    const thing = things?.pop();
    if (!things || thing === undefined) throw new Error("Nothing was made");
    left.set(world, things);
    return thing;
  };
}

async function freshAccounts(): Promise<readonly string[]> {
  const names = { firstName: "Nour", lastName: "Haddad", password: "correct horse battery" };
  const emails = callers.map(freshEmail);
  for (const email of emails) isDone(await api.call(register, { ...names, email }), 202);
  return emails;
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
