import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askEmailChange } from "#data/ask-email-change.ts";
import { changePassword } from "#data/change-password.ts";
import { deactivate, reactivate } from "#data/deactivate.ts";
import { endOtherSessions } from "#data/end-other-sessions.ts";
import { endSession } from "#data/end-session.ts";
import { loadCredential } from "#data/load-credential.ts";
import { loadOwner } from "#data/load-owner.ts";
import { loadLiveSession } from "#data/load-session.ts";
import { loadHolder } from "#data/load-user.ts";
import { openAccount } from "#data/open-account.ts";
import { openSession } from "#data/open-session.ts";
import { ruleUser } from "#data/rule-user.ts";
import { closed, letIn } from "#domain/rule-user.ts";
import type { Role } from "#domain/user.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { meanwhile, withoutGuards } from "#test/support/unguarded.ts";

let stop: () => Promise<void>;
let ruler: string;
beforeAll(async () => {
  stop = await memoryTable();
  ruler = await anAccount("admin");
}, 60_000);
afterAll(() => stop());

async function anAccount(role: Role = "attendee"): Promise<string> {
  const userId = randomUUID();
  const email = `${userId}@example.com`;
  const names = { firstName: "Nour", lastName: "Haddad", locale: "en", isActive: true } as const;
  const key = Buffer.alloc(32).toString("base64");
  await openAccount({ userId, email, role, ...names }, { email, userId, passwordHash: "old" }, { key }, changeAt(0));
  return userId;
}

/** Somebody and how they log in, as a request reads them. */
async function ownerOf(userId: string) {
  const owner = await loadOwner(userId);
  if (!owner) throw new Error("There is nobody");
  return owner;
}

/** Somebody with an account and so many sessions. */
async function aPerson(count = 1) {
  const userId = await anAccount();
  const sessions = Array.from({ length: count }, () => randomUUID());
  for (const familyId of sessions) await openSession(await ownerOf(userId), familyId, changeAt(1));
  const [first = "", second = ""] = sessions;
  return { userId, first, second };
}

const isLive = async (userId: string, familyId: string) =>
  (await loadLiveSession(userId, familyId, at(10))) !== undefined;

const resets = async (userId: string, minute: number) => {
  const { login, person } = await ownerOf(userId);
  return changePassword(login, person, "new", changeAt(minute));
};

/** Every way to end all sessions but one, by a request that began in that minute. */
const endings: readonly [string, (userId: string, minute: number, keeps: string) => Promise<unknown>][] = [
  [
    "a change of the password",
    async (userId, minute, keeps) => {
      const { login, person } = await ownerOf(userId);
      return changePassword(login, person, "new", changeAt(minute), { keeps });
    },
  ],
  ["a new password by mail", resets],
  ["another session", (userId, minute, keeps) => endOtherSessions(userId, keeps, changeAt(minute))],
  [
    "a deactivation, and waking",
    async (userId, minute) => {
      await deactivate(userId, changeAt(minute));
      await reactivate((await ownerOf(userId)).person, changeAt(minute));
    },
  ],
  [
    "a suspension, and its end",
    async (userId, minute) => {
      const now = at(minute).toISOString();
      const suspends = { by: { userId: ruler }, needs: "admin", userId } as const;
      await ruleUser({ ...suspends, decide: (person) => closed(person, "suspendedAt", now) }, changeAt(minute));
      await ruleUser({ ...suspends, decide: (person) => letIn(person, "suspendedAt") }, changeAt(minute));
    },
  ],
];

describe.each(endings)("a session ended by %s", (_, end) => {
  it("is over though its login began after what ends it, and was done before", async () => {
    const { userId, first } = await aPerson();
    const familyId = randomUUID();
    expect(await openSession(await ownerOf(userId), familyId, changeAt(5))).toBeDefined();
    expect(await isLive(userId, familyId)).toBe(true);
    await end(userId, 4, first);
    expect(await isLive(userId, familyId)).toBe(false);
    // By the times it would live (the control).
    const { person } = await ownerOf(userId);
    expect(person.updatedAt < at(5).toISOString()).toBe(true);
  });

  it("is over though its login read the person before that, and is done after", async () => {
    const { userId, first } = await aPerson();
    const familyId = randomUUID();
    const owner = await ownerOf(userId);
    meanwhile(() => end(userId, 4, first));
    await openSession(owner, familyId, changeAt(5));
    expect(await isLive(userId, familyId)).toBe(false);
  });
});

it.each(endings)("a session begun after %s lives, whatever the clocks say", async (_, end) => {
  const { userId, first } = await aPerson();
  await end(userId, 4, first);
  const familyId = randomUUID();
  await openSession(await ownerOf(userId), familyId, changeAt(3));
  expect(await isLive(userId, familyId)).toBe(true);
});

describe("a login with the old password", () => {
  /** Whether it has a session in the end, if the password is changed between its two reads. */
  async function logsIn(): Promise<boolean> {
    const { userId } = await aPerson();
    const known = await loadCredential(`${userId}@example.com`);
    await resets(userId, 4);
    const person = await loadHolder(userId);
    const familyId = randomUUID();
    if (known && person) await openSession({ login: known, person }, familyId, changeAt(3));
    return isLive(userId, familyId);
  }

  it("gets no session once the password was changed; without the check in the write it would (the control)", async () => {
    expect(await logsIn()).toBe(false);
    expect(await withoutGuards(logsIn)).toBe(true);
  });
});

describe("a session that is over", () => {
  const asks = (userId: string, familyId: string) => endOtherSessions(userId, familyId, changeAt(5));
  const both = ({ userId, first, second }: Awaited<ReturnType<typeof aPerson>>) =>
    Promise.all([isLive(userId, first), isLive(userId, second)]);

  it("neither ends the others nor comes back by it", async () => {
    const [swept, revoked] = [await aPerson(2), await aPerson(2)];
    expect(await asks(swept.userId, swept.second)).toBe(true);
    await endSession(revoked.userId, revoked.first, changeAt(4));
    for (const person of [swept, revoked]) {
      expect(await asks(person.userId, person.first)).toBe(false);
      expect(await both(person)).toEqual([false, true]);
    }
  });

  /** Which of two live if the first ends all others while this happens. */
  async function meeting(happens: (person: Awaited<ReturnType<typeof aPerson>>) => Promise<unknown>) {
    const person = await aPerson(2);
    meanwhile(() => happens(person));
    const isDone = await asks(person.userId, person.first);
    return { isDone, live: await both(person) };
  }
  const isRefused = { isDone: false, live: [false, true] };

  it.each<[string, Parameters<typeof meeting>[0], unknown]>([
    ["when another ends it", ({ userId, second }) => endOtherSessions(userId, second, changeAt(4)), [true, false]],
    ["when it is logged out", ({ userId, first }) => endSession(userId, first, changeAt(4)), [false, false]],
  ])("is so %s while it asks; without the guards it would end them (the control)", async (_, happens, live) => {
    expect(await meeting(happens)).toEqual(isRefused);
    expect(await withoutGuards(() => meeting(happens))).toEqual({ isDone: true, live });
  });

  it("is not one that asks twice at once", async () => {
    expect(await meeting(({ userId, first }) => asks(userId, first))).toEqual({ isDone: true, live: [true, false] });
  });
});

describe("a change of address asked for with the old password", () => {
  async function asks() {
    const userId = await anAccount();
    const { login } = await ownerOf(userId);
    meanwhile(() => resets(userId, 4));
    const isAsked = await askEmailChange(login, `new-${userId}@example.com`, changeAt(3));
    return { isAsked, isPending: (await ownerOf(userId)).person.pendingEmail !== undefined };
  }

  it("does not outlive it; without the check in the write it would (the control)", async () => {
    expect(await asks()).toEqual({ isAsked: false, isPending: false });
    expect(await withoutGuards(asks)).toEqual({ isAsked: true, isPending: true });
  });
});
