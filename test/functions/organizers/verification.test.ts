import { beforeAll, describe, expect, it } from "vitest";
import { createEvent } from "#functions/events/create-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { listUnverifiedOrganizers } from "#functions/organizers/list-unverified-organizers.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { revokeVerification } from "#functions/organizers/revoke-verification.ts";
import { verifyOrganizer } from "#functions/organizers/verify-organizer.ts";
import { api } from "#test/support/api.ts";
import { aCast, anAdmin } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { anOrganizer, aVerifiedUser, type Person } from "#test/support/people.ts";
import { aDraftEvent, anEventForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";
let admin: Person;
let superAdmin: Person;
beforeAll(async () => {
  admin = await anAdmin();
  superAdmin = await anAdmin("super_admin");
});

describe("verification", () => {
  let owner: Person;
  let made: string[];
  beforeAll(async () => {
    owner = await aVerifiedUser();
    made = [];
    for (const organizationName of ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]) {
      const form = { organizationName, contactEmail: owner.email };
      made.push(isDone(await api.call(createOrganizer, form, { token: owner.token }), 201).organizerId);
    }
  });
  const as = { verify: verifyOrganizer, revoke: revokeVerification };
  const judge = (what: keyof typeof as, organizerId = made[0] ?? "", { token } = admin, ifMatch?: number) =>
    api.call(as[what], { organizerId }, { token, ...(ifMatch && { ifMatch }) });
  const waiting = async () => {
    const { token } = admin;
    const all = await walked((cursor) => api.call(listUnverifiedOrganizers, { limit: 9, ...cursor }, { token }));
    expect(all.pages).toBeGreaterThan(1);
    return all.items.filter(({ organizerId }) => made.includes(organizerId));
  };
  const told = async (factType: string) => {
    await everythingSettles();
    const { items } = isDone(await api.call(listMyNotifications, { unread: "true" }, { token: owner.token }));
    return items.filter(({ metadata }) => metadata.factType === factType);
  };

  it("is waited for in the order of coming, over pages, and admins see by whom", async () => {
    const items = await waiting();
    expect(items.map(({ organizerId }) => organizerId)).toEqual(made);
    expect(items[0]).toMatchObject({
      organizationName: "One",
      userId: owner.userId,
      contactEmail: owner.email,
      version: 1,
    });
  });

  it("is given once, told to the owner and everybody, and taken back", async () => {
    const organizerId = made[1] ?? "";
    const verified = isDone(await judge("verify", organizerId, admin, 1), 200);
    expect(verified).toMatchObject({ organizerId, isVerified: true, version: 2 });
    expect(isDone(await judge("verify", organizerId))).toEqual(verified);
    expect((await waiting()).map((one) => one.organizerId)).toEqual(made.filter((id) => id !== organizerId));
    expect(isDone(await api.call(getOrganizer, { organizerId })).isVerified).toBe(true);
    expect(await told("organizer.verified.v1")).toMatchObject([
      { title: "Two is verified", metadata: { organizerId } },
    ]);
    expect(isDone(await judge("revoke", organizerId), 200)).toMatchObject({ isVerified: false, version: 3 });
    expect((await waiting()).map((one) => one.organizerId)).toEqual(made);
    expect(await told("verification.revoked.v1")).toHaveLength(1);
  });

  it("is of what was looked at, if that is said", async () => {
    isRefused(await judge("verify", made[2], admin, 7), "stale_version");
    isRefused(await judge("verify", nowhere), "not_found");
  });

  it("is for admins alone", async () => {
    for (const person of [owner, await aVerifiedUser()]) {
      isRefused(await judge("verify", made[2], person), "not_permitted");
      isRefused(await judge("revoke", made[2], person), "not_permitted");
      isRefused(await api.call(listUnverifiedOrganizers, {}, { token: person.token }), "not_permitted");
    }
    isDone(await judge("verify", made[3], superAdmin));
  });
});

describe("closing an organizer", () => {
  const close = (organizerId: string, { token }: Person, ifMatch = 1) =>
    api.call(deleteOrganizer, { organizerId }, { token, ifMatch });
  const versionOf = async (organizerId: string) => isDone(await api.call(getOrganizer, { organizerId })).version;

  it("leaves nothing to be seen of it, until a super_admin restores it", async () => {
    const { team, manager, stranger, doorStaff, others } = await aCast();
    const { organizerId, owner } = team;
    for (const person of [manager, stranger, doorStaff, others.owner])
      isRefused(await close(organizerId, person), "not_permitted");
    isRefused(await close(organizerId, owner, 9), "stale_version");
    isRefused(await api.call(deleteOrganizer, { organizerId }, { token: owner.token }), "if_match_required");
    isDone(await close(organizerId, owner), 204);

    isRefused(await api.call(getOrganizer, { organizerId }, { token: owner.token }), "not_found");
    isRefused(await close(organizerId, owner, 2), "not_found");
    expect(isDone(await api.call(listMyOrganizers, {}, { token: owner.token })).items).toEqual([]);
    const event = { organizerId, ...(await anEventForm()) };
    isRefused(await api.call(createEvent, event, { token: owner.token }), "not_found");
    isRefused(await api.call(verifyOrganizer, { organizerId }, { token: admin.token }), "not_found");

    for (const person of [owner, admin])
      isRefused(await api.call(restoreOrganizer, { organizerId }, { token: person.token }), "not_permitted");
    const restored = isDone(await api.call(restoreOrganizer, { organizerId }, { token: superAdmin.token }), 200);
    expect(restored).toMatchObject({ organizerId, version: 3 });
    expect(isDone(await api.call(restoreOrganizer, { organizerId }, { token: superAdmin.token }))).toEqual(restored);
    isRefused(await api.call(restoreOrganizer, { organizerId: nowhere }, { token: superAdmin.token }), "not_found");
    expect(isDone(await api.call(listMyOrganizers, {}, { token: owner.token })).items).toHaveLength(1);
  });

  it("is refused while something of it is on sale; of publishing and closing at once, one is done", async () => {
    const team = await anOrganizer();
    const { organizerId, owner } = team;
    const { eventId } = await aDraftEvent({ team });
    const [publishing, closing] = await Promise.all([
      api.call(publishEvent, { eventId }, { token: owner.token }),
      close(organizerId, owner),
    ]);
    expect([publishing.status === 200, closing.status === 204]).toSatisfy(([a, b]) => a !== b);
    if (publishing.status !== 200) return;
    isRefused(await close(organizerId, owner, await versionOf(organizerId)), "in_use");
    expect(isDone(await api.call(getOrganizer, { organizerId }, { token: owner.token })).publishedEvents).toBe(1);
  });
});
