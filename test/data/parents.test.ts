import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeOrganizer } from "#data/close-organizer.ts";
import { deactivate } from "#data/deactivate.ts";
import { storeDeleted, storeRestored } from "#data/delete-event.ts";
import { joinTeam } from "#data/join-team.ts";
import { findBranding } from "#data/load-branding.ts";
import { loadEvent } from "#data/load-event.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { findOrganizer, loadOrganizer } from "#data/load-organizer.ts";
import { membershipOf } from "#data/rights.ts";
import { loadWalk } from "#data/start-walk.ts";
import { storeBranding } from "#data/store-branding.ts";
import { storeDraft } from "#data/store-draft.ts";
import { storeInvitation } from "#data/store-invitation.ts";
import { storeOrganizer } from "#data/store-organizer.ts";
import { invitationOf } from "#domain/invitation.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { aDraft, saleOf } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";
import { addressOf, anAccount, aTeam, outcomes } from "#test/support/teams.ts";
import { meanwhile } from "#test/support/unguarded.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

/** A child about to be stored, what closes its parent, and whether the child is there. */
type Case = {
  readonly stores: () => Promise<unknown>;
  readonly closes: () => Promise<unknown>;
  readonly isThere: () => Promise<boolean>;
};

async function anOpenTeam() {
  const { organizerId } = await aTeam();
  const organizer = await loadOrganizer(organizerId);
  return { organizerId, closes: () => closeOrganizer(organizer, changeAt(3)) };
}

async function aDeletedDraft(organizerId: string) {
  const draft = await aDraft(randomUUID(), organizerId, 10, []);
  await storeDeleted(draft, undefined, changeAt(7));
  const { eventId } = draft.event;
  return { sale: await saleOf(eventId), purge: await loadWalk(eventId, "purge") };
}

async function anInvitation(organizerId: string, role: MemberRole) {
  const userId = await anAccount();
  const invitation = invitationOf({ organizerId, email: addressOf(userId), role }, randomUUID(), at(1));
  await storeInvitation(invitation, changeAt(1));
  return {
    userId,
    stores: () => joinTeam(invitation, userId, changeAt(4)),
    isThere: async () => (await membershipOf(userId, organizerId)) !== undefined,
  };
}

async function aLook({ isFirst }: { readonly isFirst: boolean }): Promise<Case> {
  const { organizerId } = await aTeam();
  const look = () => ({
    ...{ organizerId, brandingId: randomUUID(), primaryColor: "#102030", secondaryColor: "#ffffff" },
    ...{ fontFamily: "serif" as const, customCss: {}, isActive: true },
  });
  if (!isFirst) await storeBranding(look(), changeAt(1));
  const [organizer, branding] = [await loadOrganizer(organizerId), look()];
  return {
    closes: () => closeOrganizer(organizer, changeAt(3)),
    stores: () => storeBranding(branding, changeAt(4)),
    isThere: () => findBranding(branding).then(...([() => true, () => false] as const)),
  };
}

const cases: Readonly<Record<string, { readonly refused: string; readonly begins: () => Promise<Case> }>> = {
  "an event of an organizer": {
    refused: "not_found",
    begins: async () => {
      const { organizerId, closes } = await anOpenTeam();
      const { event } = await aDraft(randomUUID(), organizerId, 10, []);
      const draft = { ...event, eventId: randomUUID() };
      const isThere = async () => (await loadEvent(draft.eventId)) !== undefined;
      return { closes, stores: () => storeDraft(draft, changeAt(4)), isThere };
    },
  },
  "a deleted event of an organizer, restored": {
    refused: "not_changeable",
    begins: async () => {
      const { organizerId, closes } = await anOpenTeam();
      const { sale, purge } = await aDeletedDraft(organizerId);
      const isThere = async () => (await saleOf(sale.event.eventId)).event.isActive;
      return { closes, stores: () => storeRestored(sale, purge, changeAt(8)), isThere };
    },
  },
  "an invitation of an organizer": {
    refused: "not_found",
    begins: async () => {
      const { organizerId, closes } = await anOpenTeam();
      const to = { organizerId, email: `${randomUUID()}@example.com`, role: "manager" as const };
      const invitation = invitationOf(to, randomUUID(), at(1));
      const isThere = async () => (await loadInvitation(invitation)) !== undefined;
      return { closes, stores: () => storeInvitation(invitation, changeAt(4)).then(() => true), isThere };
    },
  },
  "a member of an organizer": {
    refused: "invalid_token",
    begins: async () => {
      const { organizerId, closes } = await anOpenTeam();
      return { closes, ...(await anInvitation(organizerId, "manager")) };
    },
  },
  "an owner of an organizer": {
    refused: "invalid_token",
    begins: async () => {
      const { organizerId, closes } = await anOpenTeam();
      return { closes, ...(await anInvitation(organizerId, "owner")) };
    },
  },
  "a membership of a person": {
    refused: "invalid_token",
    begins: async () => {
      const joining = await anInvitation((await aTeam()).organizerId, "manager");
      return { ...joining, closes: () => deactivate(joining.userId, changeAt(3)) };
    },
  },
  "an organizer of a person": {
    refused: "busy",
    begins: async () => {
      const userId = await anAccount("organizer");
      const form = { organizationName: "Lantern Hall", contactEmail: "hall@example.com" };
      const counts = { isVerified: false, isActive: true, publishedEvents: 0 };
      const organizer = { organizerId: randomUUID(), userId, ...form, ...counts };
      return {
        closes: () => deactivate(userId, changeAt(3)),
        stores: () => storeOrganizer(organizer, changeAt(4)),
        isThere: async () => (await findOrganizer(organizer.organizerId)) !== undefined,
      };
    },
  },
  "the first look of an organizer": { refused: "not_found", begins: () => aLook({ isFirst: true }) },
  "another look of an organizer": { refused: "not_found", begins: () => aLook({ isFirst: false }) },
};

describe.each(Object.entries(cases))("%s", (_, { refused, begins }) => {
  async function closedMeanwhile(guards: boolean) {
    const { stores, closes, isThere } = await begins();
    meanwhile(closes);
    const results = outcomes(await race([stores], { guards }));
    return { results, isThere: await isThere() };
  }

  it("is refused if that is closed a moment before", async () => {
    expect(await closedMeanwhile(true)).toEqual({ results: [refused], isThere: false });
  });

  it("would be stored without the conditions (the control)", async () => {
    expect(await closedMeanwhile(false)).toEqual({ results: ["done"], isThere: true });
  });
});
