import { randomUUID } from "node:crypto";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getMe } from "#functions/users/get-me.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

/** Somebody with an account, logged in. */
export type Person = {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
};

/** A team's owner, to create events for. */
export type Team = { readonly organizerId: string; readonly owner: Person };

type Profile = Partial<InputOf<typeof register>>;

/** An address that nobody has used, in a domain that no mail is ever delivered to (RFC 2606). */
export const freshEmail = () => `${randomUUID()}@example.com`;
/** For Idempotency-Key and nonce. */
export const freshKey = () => randomUUID();

async function registered(profile: Profile) {
  const credentials = { email: freshEmail(), password: "correct horse battery", ...profile };
  isDone(await api.call(register, { firstName: "Nour", lastName: "Haddad", ...credentials }), 202);
  return credentials;
}

/** Logs in again, for a token that is fresh after time has passed. */
export async function loggedIn({ email, password }: Pick<Person, "email" | "password">): Promise<Person> {
  const { accessToken, refreshToken } = isDone(await api.call(login, { email, password }));
  const { userId } = isDone(await api.call(getMe, {}, { token: accessToken }));
  return { userId, email, password, token: accessToken, refreshToken };
}

/** Somebody who has registered and not verified the address. */
export const aUser = async (profile: Profile = {}) => loggedIn(await registered(profile));

/** Somebody who has registered and opened the mail: may buy, and may become an organizer. */
export async function aVerifiedUser(profile: Profile = {}): Promise<Person> {
  const [person] = await verifiedUsers(1, profile);
  if (!person) throw new Error("nobody was verified");
  return person;
}

/** Several at once. */
export async function verifiedUsers(count: number, profile: Profile = {}): Promise<Person[]> {
  const people = await Promise.all(Array.from({ length: count }, () => registered(profile)));
  await everythingSettles();
  return Promise.all(
    people.map(async (person) => {
      isDone(await api.call(verifyEmail, { token: await tokenMailedTo(person.email) }));
      return loggedIn(person);
    }),
  );
}

/** An organizer and its owner. */
export async function anOrganizer(form: Partial<InputOf<typeof createOrganizer>> = {}): Promise<Team> {
  const owner = await aVerifiedUser();
  const named = { organizationName: "Lantern Hall", contactEmail: owner.email, ...form };
  const { organizerId } = isDone(await api.call(createOrganizer, named, { token: owner.token }), 201);
  return { organizerId, owner: await loggedIn(owner) };
}
