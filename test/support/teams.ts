import { randomUUID } from "node:crypto";
import { membership as memberships } from "#data/membership.ts";
import { openAccount } from "#data/open-account.ts";
import { storeOrganizer } from "#data/store-organizer.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { created } from "#domain/trail.ts";
import type { Role } from "#domain/user.ts";
import { changeAt } from "#test/infra/ops/changes.ts";

/** The address of whom `anAccount` opened an account. */
export const addressOf = (userId: string) => `${userId}@example.com`;

/** Somebody with an account, written by this process's data layer. Answers their id. */
export async function anAccount(role: Role = "attendee"): Promise<string> {
  const userId = randomUUID();
  const email = addressOf(userId);
  const names = { firstName: "Nour", lastName: "Haddad", locale: "en", isActive: true } as const;
  const key = { key: Buffer.alloc(32, userId).toString("base64") };
  await openAccount({ userId, email, role, ...names }, { email, userId, passwordHash: "$hash" }, key, changeAt(0));
  return userId;
}

/** An organizer with an owner, whom it names. */
export async function aTeam({
  owner,
  contactEmail = "hall@example.com",
}: {
  owner?: string;
  contactEmail?: string;
} = {}) {
  const userId = owner ?? (await anAccount());
  const form = { organizationName: "Lantern Hall", contactEmail };
  const counts = { isVerified: false, isActive: true, publishedEvents: 0 };
  const { organizerId } = await storeOrganizer({ organizerId: randomUUID(), userId, ...form, ...counts }, changeAt(0));
  return { organizerId, owner: userId };
}

/** Takes somebody into a team, without an invitation. Answers their id. */
export async function addMember(organizerId: string, role: MemberRole, somebody?: string): Promise<string> {
  const userId = somebody ?? (await anAccount());
  const card = { userId, organizerId, role };
  await memberships.create({ ...card, card, ...created(changeAt(1)) }).go();
  return userId;
}

/** What became of things that were tried at once: what was answered nothing, or was refused by its version, is stale. */
export const outcomes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => {
    if (result.status === "fulfilled") return result.value === undefined || result.value === false ? "stale" : "done";
    const code = (result.reason as { code?: string }).code ?? String(result.reason);
    return code === "stale_version" ? "stale" : code;
  });
