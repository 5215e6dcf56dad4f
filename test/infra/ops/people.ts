import { countFrom } from "#data/count.ts";
import { loadCredential } from "#data/load-credential.ts";
import { membership } from "#data/membership.ts";
import { notify } from "#data/notify.ts";
import { openAccount } from "#data/open-account.ts";
import { openSession } from "#data/open-session.ts";
import { storeOrganizer } from "#data/store-organizer.ts";
import { perNetwork } from "#domain/limit.ts";
import { type Channel, notificationOf } from "#domain/notification.ts";
import { namedRequest } from "#domain/repeat.ts";
import { created } from "#domain/trail.ts";
import { userRegistered } from "#events/facts/user-registered.ts";
import { changeAt, idOf, type Tells } from "#test/infra/ops/changes.ts";

/** Tells somebody what an item's fact says, as the reactions to it do. */
export async function tell(item: Tells, userId: string, ...channels: Channel[]): Promise<void> {
  const { fact, updatedAt } = item;
  if (!fact) throw new Error("There is nothing to tell");
  for (const channel of channels) {
    const told = { ...fact, at: updatedAt };
    await notify(
      notificationOf(told, userId, channel, { title: "t", message: "m", about: {} }, updatedAt),
      changeAt(1),
    );
  }
}

/** Somebody with an account, a session and a mail that asks to verify the address. */
export async function aPerson(name: string) {
  const userId = idOf(name);
  const email = `${name}@example.com`;
  const login = { email, userId, passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA" };
  const names = { firstName: name, lastName: "Haddad", locale: "en", role: "attendee", isActive: true } as const;
  const registered = changeAt(0, userRegistered);
  const key = Buffer.alloc(32, name).toString("base64");
  await openAccount({ userId, email: `${name}@Example.com`, ...names }, login, { key }, registered);
  await tell({ fact: registered.fact, updatedAt: registered.now.toISOString() }, userId, "email");
  const proved = { login: (await loadCredential(email)) ?? login, person: {} };
  await openSession(proved, idOf(`${name}'s session`), changeAt(1));
  await countFrom("192.0.2.1", perNetwork.registrations, changeAt(1));
  return { userId };
}

/** An organizer made under an Idempotency-Key, with a team of two. */
export async function anOrganizer(owner: { readonly userId: string }, staff: { readonly userId: string }) {
  const request = namedRequest("organizers/create-organizer", owner.userId, "organizer-1", { organizationName: "x" });
  const organizerId = request?.id ?? "";
  const { requestHash } = { ...request };
  const named = { organizationName: "Lantern Hall", contactEmail: "hall@example.com" };
  const counts = { isVerified: false, isActive: true, publishedEvents: 0 };
  await storeOrganizer({ organizerId, ...owner, ...named, ...counts, requestHash }, changeAt(2));
  const card = { ...staff, organizerId, role: "check_in" as const };
  await membership.create({ ...card, card, ...created(changeAt(3)) }).go();
  return { organizerId };
}
