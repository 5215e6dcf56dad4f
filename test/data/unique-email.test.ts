import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askEmailChange } from "#data/ask-email-change.ts";
import { loadCredential } from "#data/load-credential.ts";
import { loadOwner } from "#data/load-owner.ts";
import { loadUser } from "#data/load-user.ts";
import { moveAddress } from "#data/move-address.ts";
import { openAccount } from "#data/open-account.ts";
import { table } from "#data/table.ts";
import { normalizeEmail } from "#domain/text.ts";
import type { Credential } from "#domain/user.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
/** Whether an address is taken by whoever writes last, as if its key were no constraint. */
let unguarded = false;
beforeAll(async () => {
  stop = await memoryTable();
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const { TransactItems } = args.input as TransactWriteCommandInput;
      for (const { Put } of TransactItems ?? []) {
        if (!unguarded || Put?.Item?.__edb_e__ !== "credential") continue;
        delete Put.ConditionExpression;
        delete Put.ExpressionAttributeNames;
      }
      return next(args);
    },
    { step: "initialize", priority: "high" },
  );
});
afterAll(() => stop());

const uuid = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const change = { now: new Date(Date.UTC(2027, 2, 1, 10)), by: "test" };
let people = 0;

/** Signs somebody up as `register` does, past the reading that only saves work. */
async function signsUp(email: string): Promise<{ userId: string; login: Credential; isNew: boolean }> {
  const userId = uuid(++people);
  const names = { firstName: "Nour", lastName: "Haddad", locale: "en", role: "attendee", isActive: true } as const;
  const login = { email: normalizeEmail(email), userId, passwordHash: `$hash of ${userId}` };
  return {
    userId,
    login,
    isNew: await openAccount({ userId, email, ...names }, login, { key: "a".repeat(43).concat("=") }, change),
  };
}

/** Somebody who has asked to move to an address, about to prove it. */
async function isMovingTo(email: string) {
  const { userId, login } = await signsUp(`mover-${people}@example.com`);
  await askEmailChange(login, email, change);
  const owner = await loadOwner(userId);
  if (!owner) throw new Error("Nobody moves");
  return { userId, moves: () => moveAddress(owner, email, change) };
}

/** Everybody who believes to own this address: more than one, and somebody is locked out. */
async function ownersOf(email: string, userIds: readonly string[]): Promise<number> {
  const persons = await Promise.all(userIds.map(loadUser));
  return persons.filter((person) => person && normalizeEmail(person.email) === normalizeEmail(email)).length;
}

const spelled = (name: string) => [`${name}@example.com`, `${name.toUpperCase()}@example.com`, `${name}@Example.COM`];

/** How many of each race get the address: three who register in different letters. */
async function registrations(name: string): Promise<number> {
  const tries = await Promise.all(spelled(name).map(signsUp));
  return ownersOf(
    `${name}@example.com`,
    tries.map(({ userId }) => userId),
  );
}

/** Three who move there, in different letters. */
async function moves(name: string): Promise<number> {
  const movers = [];
  for (const email of spelled(name)) movers.push(await isMovingTo(email));
  await Promise.allSettled(movers.map(({ moves }) => moves()));
  return ownersOf(
    `${name}@example.com`,
    movers.map(({ userId }) => userId),
  );
}

/** One who moves there and one who registers. */
async function moveAndRegistration(name: string): Promise<number> {
  const [email = "", other = ""] = spelled(name);
  const mover = await isMovingTo(email);
  const [, newcomer] = await Promise.all([mover.moves(), signsUp(other)]);
  return ownersOf(email, [mover.userId, newcomer.userId]);
}

describe.each([
  ["registrations", registrations],
  ["changes of address", moves],
  ["a change of address and a registration", moveAndRegistration],
])("of %s that meet at one address", (what, race) => {
  const name = what.replaceAll(" ", "-");

  it("one gets it, whatever its letters; every account left can log in", async () => {
    expect(await race(`won-${name}`)).toBe(1);
    const { userId } = (await loadCredential(`won-${name}@example.com`)) ?? {};
    expect(normalizeEmail((await loadUser(userId ?? ""))?.email ?? "")).toBe(`won-${name}@example.com`);
  });

  it("several would get it if its key were no constraint (the control)", async () => {
    unguarded = true;
    try {
      expect(await race(`shared-${name}`)).toBeGreaterThan(1);
    } finally {
      unguarded = false;
    }
  });
});

it("a change that loses leaves the account where it was", async () => {
  const email = "taken@example.com";
  await signsUp(email);
  const mover = await isMovingTo(email.toUpperCase());
  const before = await loadOwner(mover.userId);
  expect(await mover.moves()).toBe("taken");
  expect(await loadOwner(mover.userId)).toEqual(before);
});

it("an address in other letters than ASCII is refused by the entity itself, however it is composed", async () => {
  for (const email of ["zo\u00eb@example.com", "zoe\u0308@example.com", "ｎｏｕｒ@example.com", "nour@exämple.com"]) {
    await expect(signsUp(email)).rejects.toThrow("Invalid value");
    expect(await loadCredential(email)).toBeUndefined();
  }
});
