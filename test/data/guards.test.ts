import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { branding as brandings } from "#data/branding.ts";
import { closeOrganizer } from "#data/close-organizer.ts";
import { event as events } from "#data/event.ts";
import { joinTeam } from "#data/join-team.ts";
import { findBranding } from "#data/load-branding.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { loadMember } from "#data/load-member.ts";
import { findOrganizer, loadOrganizer } from "#data/load-organizer.ts";
import { findUser } from "#data/load-user.ts";
import { mailInvitationOnce } from "#data/mail-invitation-once.ts";
import { storePublished } from "#data/publish-event.ts";
import { membershipOf } from "#data/rights.ts";
import { ruleUser } from "#data/rule-user.ts";
import { removeBranding, storeBranding, useBranding } from "#data/store-branding.ts";
import { storeInvitation } from "#data/store-invitation.ts";
import { storeMember } from "#data/store-member.ts";
import { invitationOf } from "#domain/invitation.ts";
import { perAddress } from "#domain/limit.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { published } from "#domain/publish.ts";
import { memberInvited } from "#events/facts/member-invited.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { aDraft } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";
import { addMember, addressOf, anAccount, aTeam, outcomes } from "#test/support/teams.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

describe("the last two owners, who leave at once", () => {
  async function leave(guards: boolean) {
    const { organizerId, owner } = await aTeam();
    const both = [owner, await addMember(organizerId, "owner")];
    const leaving = both.map((userId) => async () => {
      const member = await loadMember(userId, organizerId);
      return storeMember(member, { endedAt: at(2).toISOString() }, changeAt(2));
    });
    const results = outcomes(await race(leaving, { guards })).sort();
    const left = await Promise.all(both.map((userId) => membershipOf(userId, organizerId)));
    return { results, owners: left.filter((member) => member?.role === "owner"), organizerId };
  }

  it("are one who leaves and one who stays, whom the organizer names", async () => {
    const { results, owners, organizerId } = await leave(true);
    expect(results).toEqual(["done", "last_owner"]);
    expect((await loadOrganizer(organizerId)).userId).toBe(owners[0]?.userId);
  });

  it("would leave nobody without the check in the write (the control)", async () => {
    const { results, owners } = await leave(false);
    expect({ results, owners }).toEqual({ results: ["done", "done"], owners: [] });
  });
});

describe("an organizer that is closed while it publishes", () => {
  async function closeAndPublish(guards: boolean) {
    const { organizerId } = await aTeam();
    const name = randomUUID();
    const draft = await aDraft(name, organizerId, 10, [0]);
    const organizer = await loadOrganizer(organizerId);
    const next = published(draft.event, draft.ticketTypes, at(3).toISOString());
    const tries = [
      () => closeOrganizer(organizer, changeAt(4)),
      () => storePublished(draft, next, changeAt(4)).then((sale) => sale !== undefined),
    ];
    const results = outcomes(await race<boolean>(tries, { guards }));
    const after = await findOrganizer(organizerId);
    const { data: show } = await events.get({ eventId: draft.event.eventId }).go({ consistent: true });
    return { results, isOrphan: after?.isActive === false && show?.status === "published" };
  }

  it("does one of the two", async () => {
    const { results, isOrphan } = await closeAndPublish(true);
    expect(results.filter((one) => one === "done")).toHaveLength(1);
    expect(isOrphan).toBe(false);
  });

  it("would do both without the conditions (the control)", async () => {
    expect(await closeAndPublish(false)).toEqual({ results: ["done", "done"], isOrphan: true });
  });
});

describe("brandings", () => {
  const look = (organizerId: string) => ({
    ...{ organizerId, brandingId: randomUUID(), primaryColor: "#102030", secondaryColor: "#ffffff" },
    ...{ fontFamily: "serif" as const, customCss: {}, isActive: true },
  });

  async function deleteAndActivate(guards: boolean) {
    const { organizerId } = await aTeam();
    await storeBranding(look(organizerId), changeAt(1));
    const second = await storeBranding(look(organizerId), changeAt(1));
    if (!second) throw new Error("It was not stored");
    const tries = [
      () => removeBranding(second.stored, changeAt(2)),
      () => useBranding(second.stored, changeAt(2)).then(() => true),
    ];
    const results = outcomes(await race<boolean>(tries, { guards }));
    const { activeBrandingId = "" } = await loadOrganizer(organizerId);
    return { results, isUsed: (await findBranding({ organizerId, brandingId: activeBrandingId })).isActive };
  }

  it("are not deleted and put to use at once", async () => {
    const { results, isUsed } = await deleteAndActivate(true);
    expect(results.filter((one) => one === "done")).toHaveLength(1);
    expect(isUsed).toBe(true);
  });

  it("would be without the checks (the control)", async () => {
    expect(await deleteAndActivate(false)).toEqual({ results: ["done", "done"], isUsed: false });
  });

  async function firstTwo(guards: boolean) {
    const { organizerId } = await aTeam();
    const made = await race(
      [0, 1].map(() => () => storeBranding(look(organizerId), changeAt(1))),
      { guards },
    );
    const { data: stored } = await brandings.query.ofOrganizer({ organizerId }).go();
    const inUse = made.filter(
      (one) => one.status === "fulfilled" && one.value && one.value.stored.brandingId === one.value.activeBrandingId,
    );
    return { stored: stored.length, inUse: inUse.length };
  }

  it("made as the first two at once are one in use, and another", async () => {
    expect(await firstTwo(true)).toEqual({ stored: 2, inUse: 1 });
  });

  it("would each be told to be in use without the condition (the control)", async () => {
    expect(await firstTwo(false)).toEqual({ stored: 2, inUse: 2 });
  });
});

describe("the last two super_admins, who take each other's role at once", () => {
  async function takeRoles(guards: boolean) {
    const both = [await anAccount("super_admin"), await anAccount("super_admin")] as const;
    const rule = (by: string, userId: string) => () =>
      ruleUser(
        {
          ...{ by: { userId: by }, needs: "super_admin", userId },
          decide: (person) => ({ ...person, role: "attendee" }),
        },
        changeAt(2),
      );
    const results = outcomes(await race([rule(both[0], both[1]), rule(both[1], both[0])], { guards }));
    const roles = await Promise.all(both.map(async (userId) => (await findUser(userId))?.role));
    return { results: results.sort(), roles: roles.sort() };
  }

  it("are one who loses it and one who keeps it", async () => {
    expect(await takeRoles(true)).toEqual({
      results: ["done", "not_permitted"],
      roles: ["attendee", "super_admin"],
    });
  });

  it("would both lose it without the check in the write (the control)", async () => {
    expect(await takeRoles(false)).toEqual({ results: ["done", "done"], roles: ["attendee", "attendee"] });
  });
});

describe("an invitation to an address that was sent enough mails", () => {
  it("offers the role it was renewed with, without another mail", async () => {
    const { organizerId } = await aTeam();
    const userId = await anAccount();
    const offers = async (role: MemberRole) => {
      const invitation = invitationOf({ organizerId, email: addressOf(userId), role }, randomUUID(), at(2));
      await storeInvitation(invitation, changeAt(2, memberInvited));
      const stored = await loadInvitation(invitation);
      if (!stored) throw new Error("It was not stored");
      return stored;
    };
    for (let mail = 1; mail < perAddress.invitations.most; mail++) await offers("owner");
    const mailed = await offers("owner");
    await mailInvitationOnce(mailed, changeAt(3), async () => {});
    const lowered = await offers("check_in");
    expect(lowered).toMatchObject({ role: "check_in", fact: mailed.fact, mailedAt: at(3).toISOString() });
    expect(await joinTeam(lowered, userId, changeAt(4))).toBe("check_in");
  });
});
