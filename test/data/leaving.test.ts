import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askEmailChange } from "#data/ask-email-change.ts";
import { closeOrganizer } from "#data/close-organizer.ts";
import { deactivate } from "#data/deactivate.ts";
import { eraseAccount } from "#data/erase-account.ts";
import { joinTeam } from "#data/join-team.ts";
import { loadMember } from "#data/load-member.ts";
import { findOrganizer, loadOrganizer } from "#data/load-organizer.ts";
import { loadOwner } from "#data/load-owner.ts";
import { loadUser } from "#data/load-user.ts";
import { moveAddress } from "#data/move-address.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { planLeaving, sellsAlone } from "#data/plan-leaving.ts";
import { membershipOf } from "#data/rights.ts";
import { storeInvitation } from "#data/store-invitation.ts";
import { storeMember } from "#data/store-member.ts";
import { invitationOf } from "#domain/invitation.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { nobodys } from "#domain/organizer.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";
import { addMember, addressOf, anAccount, aTeam, outcomes } from "#test/support/teams.ts";
import { meanwhile } from "#test/support/unguarded.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

async function erases(userId: string): Promise<boolean> {
  const owner = await loadOwner(userId);
  if (!owner) throw new Error("Nobody is there");
  return eraseAccount(owner, { teams: await planLeaving(owner.person), invitations: [] }, changeAt(5));
}

async function leaves(userId: string, organizerId: string) {
  return storeMember(await loadMember(userId, organizerId), { endedAt: at(4).toISOString() }, changeAt(4));
}

async function invites(organizerId: string, userId: string, role: MemberRole) {
  const invitation = invitationOf({ organizerId, email: addressOf(userId), role }, randomUUID(), at(2));
  await storeInvitation(invitation, changeAt(2));
  return invitation;
}

/** Whether an organizer names somebody who may act for it. */
async function isOwned(organizerId: string): Promise<boolean> {
  const { userId, isActive } = await loadOrganizer(organizerId);
  const [member, person] = [await membershipOf(userId, organizerId), await loadUser(userId)];
  return isActive && member?.role === "owner" && person !== undefined;
}

describe("an owner who is erased while the other one leaves", () => {
  async function both(guards: boolean) {
    const { organizerId, owner } = await aTeam();
    const other = await addMember(organizerId, "owner");
    const results = outcomes(await race<unknown>([() => leaves(owner, organizerId), () => erases(other)], { guards }));
    return { results, isOwned: await isOwned(organizerId) };
  }

  it("leaves one owner, whom the organizer names", async () => {
    const { results, isOwned } = await both(true);
    expect(results.filter((one) => one === "done")).toHaveLength(1);
    expect(isOwned).toBe(true);
  });

  it("would leave an organizer that names nobody, without the conditions (the control)", async () => {
    expect(await both(false)).toEqual({ results: ["done", "done"], isOwned: false });
  });
});

describe("a last owner who is erased while another becomes one", () => {
  const ways = {
    "by an invitation": async (organizerId: string) => {
      const userId = await anAccount();
      const invitation = await invites(organizerId, userId, "owner");
      return { userId, comes: () => joinTeam(invitation, userId, changeAt(4)) };
    },
    "by another role": async (organizerId: string) => {
      const member = await loadMember(await addMember(organizerId, "manager"), organizerId);
      return { userId: member.userId, comes: () => storeMember(member, { role: "owner" }, changeAt(4)) };
    },
  } as const;

  async function both(way: keyof typeof ways, guards: boolean) {
    const { organizerId, owner } = await aTeam();
    const { userId, comes } = await ways[way](organizerId);
    const results = outcomes(await race<unknown>([() => erases(owner), comes], { guards }));
    const member = await membershipOf(userId, organizerId);
    const isOpen = (await findOrganizer(organizerId))?.isActive;
    return { done: results.filter((one) => one === "done").length, isTheirs: member?.role === "owner", isOpen };
  }

  it.each(Object.keys(ways) as (keyof typeof ways)[])("%s closes nothing that is somebody's", async (way) => {
    const { done, isTheirs, isOpen } = await both(way, true);
    expect(done).toBe(1);
    expect(isOpen).toBe(isTheirs);
    expect(await both(way, false)).toEqual({ done: 2, isTheirs: true, isOpen: false });
  });
});

describe("somebody who is erased at the moment", () => {
  const ways = {
    "they make an organizer": async (userId: string) => {
      await aTeam({ owner: userId });
      return () => aTeam({ owner: userId, contactEmail: addressOf(userId) });
    },
    "they join a team": async (userId: string) => {
      const invitation = await invites((await aTeam()).organizerId, userId, "manager");
      return () => joinTeam(invitation, userId, changeAt(4));
    },
  } as const;

  it.each(Object.keys(ways) as (keyof typeof ways)[])("%s leaves nothing behind", async (way) => {
    const both = async (guards: boolean) => {
      const userId = await anAccount("organizer");
      const comes = await ways[way](userId);
      const results = outcomes(await race<unknown>([() => erases(userId), comes], { guards }));
      return results.filter((one) => one === "done");
    };
    expect(await both(true)).toHaveLength(1);
    expect(await both(false)).toHaveLength(2);
  });
});

describe("an owner whose account is closed", () => {
  async function aTeamOfTwo() {
    const { organizerId, owner } = await aTeam();
    return { organizerId, owner, away: await addMember(organizerId, "owner") };
  }
  const sells = (organizerId: string) => organizers.patch({ organizerId }).set({ publishedEvents: 1 }).go();

  it("does not count as one when the other leaves", async () => {
    const { organizerId, owner, away } = await aTeamOfTwo();
    await deactivate(away, changeAt(3));
    await expect(leaves(owner, organizerId)).rejects.toMatchObject({ code: "last_owner" });
    const third = await addMember(organizerId, "owner");
    await leaves(owner, organizerId);
    expect((await loadOrganizer(organizerId)).userId).toBe(third);
  });

  it.each([true, false])("nor if it is closed at that moment (guards: %s)", async (guards) => {
    const { organizerId, owner, away } = await aTeamOfTwo();
    const [left] = await race(
      [
        () => {
          meanwhile(() => deactivate(away, changeAt(3)));
          return leaves(owner, organizerId);
        },
      ],
      { guards },
    );
    expect(left && outcomes([left])).toEqual([guards ? "last_owner" : "done"]);
    expect(await isOwned(organizerId)).toBe(guards);
  });

  it("is no reason to let the other be erased or deleted while events sell, and else gets the organizer", async () => {
    const { organizerId, owner, away } = await aTeamOfTwo();
    await sells(organizerId);
    expect(await sellsAlone(owner)).toBe(false);
    await deactivate(away, changeAt(3));
    expect(await sellsAlone(owner)).toBe(true);
    await expect(erases(owner)).rejects.toMatchObject({ code: "still_needed" });
    await organizers.patch({ organizerId }).set({ publishedEvents: 0 }).go();
    expect(await sellsAlone(owner)).toBe(false);
    expect(await erases(owner)).toBe(true);
    expect(await loadOrganizer(organizerId)).toMatchObject({ userId: away, organizationName: "Lantern Hall" });
  });
});

describe("the page of an organizer", () => {
  async function named() {
    const owner = await anAccount();
    const { organizerId } = await aTeam({ owner, contactEmail: addressOf(owner).toUpperCase() });
    return { organizerId, owner, other: await addMember(organizerId, "owner") };
  }
  const saysOf = async (organizerId: string) => (await findOrganizer(organizerId))?.contactEmail.toLowerCase();

  it("names nobody once somebody is erased who left it before, nor who owns it still", async () => {
    const { organizerId, owner } = await named();
    await leaves(owner, organizerId);
    expect(await saysOf(organizerId)).toBe(addressOf(owner));
    expect(await erases(owner)).toBe(true);
    expect(await saysOf(organizerId)).toBe(nobodys.contactEmail);
    expect(JSON.stringify(await findOrganizer(organizerId)).toLowerCase()).not.toContain(owner);
  });

  it("does so too if it is closed, since it can be opened again; an open one is changed by its team first", async () => {
    const { organizerId, owner, other } = await named();
    await expect(erases(owner)).rejects.toMatchObject({ code: "still_needed" });
    await closeOrganizer(await loadOrganizer(organizerId), changeAt(3));
    expect(await erases(owner)).toBe(true);
    expect(await findOrganizer(organizerId)).toMatchObject({ userId: other, isActive: false });
    expect(await saysOf(organizerId)).toBe(nobodys.contactEmail);
  });

  it("moves along when somebody it names moves to another address", async () => {
    const { organizerId, owner } = await named();
    const untouched = await aTeam({ owner });
    const email = `moved-${randomUUID()}@example.com`;
    const asking = await loadOwner(owner);
    expect(asking && (await askEmailChange(asking.login, email, changeAt(3)))).toBe(true);
    const person = await loadOwner(owner);
    expect(person && (await moveAddress(person, email, changeAt(4)))).toBe("moved");
    expect(await saysOf(organizerId)).toBe(email);
    expect(await saysOf(untouched.organizerId)).toBe("hall@example.com");
    await leaves(owner, organizerId);
    expect(await erases(owner)).toBe(true);
    expect(await saysOf(organizerId)).toBe(nobodys.contactEmail);
  });

  it("does not learn the address that somebody moves to who left it", async () => {
    const { organizerId, owner } = await named();
    await leaves(owner, organizerId);
    const email = `moved-${randomUUID()}@example.com`;
    const asking = await loadOwner(owner);
    expect(asking && (await askEmailChange(asking.login, email, changeAt(3)))).toBe(true);
    const person = await loadOwner(owner);
    expect(person && (await moveAddress(person, email, changeAt(4)))).toBe("moved");
    expect(await saysOf(organizerId)).toBe(nobodys.contactEmail);
  });
});
