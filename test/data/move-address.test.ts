import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { credential } from "#data/credential.ts";
import { invitation } from "#data/invitation.ts";
import { moveAddress } from "#data/move-address.ts";
import { user } from "#data/user.ts";
import { invitationOf } from "#domain/invitation.ts";
import { created } from "#domain/trail.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

const trail = created(changeAt(0));
const freshEmail = () => `${randomUUID()}@example.com`;

/** Somebody who wants to move to an address. */
async function wanting(pendingEmail: string) {
  const ids = { userId: randomUUID(), email: freshEmail() };
  const names = { firstName: "Nour", lastName: "Haddad", role: "attendee", locale: "en", isActive: true } as const;
  const { data: person } = await user.create({ ...names, ...ids, pendingEmail, ...trail }).go();
  const { data: login } = await credential.create({ ...ids, passwordHash: "hash", ...trail }).go();
  return { person, login };
}

async function invited(email: string) {
  const one = invitationOf({ organizerId: randomUUID(), email, role: "manager" }, randomUUID(), changeAt(0).now);
  await invitation.create({ ...one, ...trail }).go();
  return async () => (await invitation.get(one).go()).data !== null;
}

it("takes what the former address was invited to along, and nothing else", async () => {
  const to = freshEmail();
  const owner = await wanting(to);
  const isThere = await Promise.all([owner.person.email, to, freshEmail()].map(invited));
  expect(await moveAddress(owner, to, changeAt(1))).toBe("moved");
  expect(await Promise.all(isThere.map((each) => each()))).toEqual([false, true, true]);
});

it("leaves what an address was invited to that stays somebody's", async () => {
  const taken = await wanting(freshEmail());
  const owner = await wanting(taken.login.email);
  const isThere = await invited(owner.person.email);
  expect(await moveAddress(owner, taken.login.email, changeAt(1))).toBe("taken");
  expect(await isThere()).toBe(true);
});

it("moves an account that was flooded with invitations", async () => {
  const to = freshEmail();
  const owner = await wanting(to);
  const isThere = await Promise.all(Array.from({ length: 120 }, () => invited(owner.person.email)));
  expect(await moveAddress(owner, to, changeAt(1))).toBe("moved");
  expect(new Set(await Promise.all(isThere.map((each) => each())))).toEqual(new Set([false]));
}, 30_000);
