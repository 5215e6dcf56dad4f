import { beforeAll, describe, expect, it } from "vitest";
import type { MemberRole } from "#domain/organizer.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { getMember } from "#functions/members/get-member.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { removeMember } from "#functions/members/remove-member.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { api } from "#test/support/api.ts";
import { aCast, aCrowd, joins } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { anOrganizer, type Person } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

let cast: Awaited<ReturnType<typeof aCast>>;
let organizerId: string;
let owner: Person;
beforeAll(async () => {
  cast = await aCast();
  ({ organizerId, owner } = cast.team);
});

const list = ({ token }: Person, input = {}) => api.call(listMembers, { organizerId, ...input }, { token });
const member = (userId: string, { token } = owner) => api.call(getMember, { organizerId, userId }, { token });
const gives = (role: MemberRole, userId: string, { token } = owner, ifMatch = 1) =>
  api.call(changeMemberRole, { organizerId, userId, role }, { token, ifMatch });
const removes = (userId: string, { token } = owner, ifMatch = 1) =>
  api.call(removeMember, { organizerId, userId }, { token, ifMatch });
const leaves = ({ token }: Person) => api.call(leaveOrganizer, { organizerId }, { token });
const told = async ({ token }: Person) => {
  await everythingSettles();
  const { items } = isDone(await api.call(listMyNotifications, { unread: "true" }, { token }));
  return items.map(({ metadata, title }) => [metadata.factType, title]);
};

describe("a team", () => {
  it("is seen by those who run it, with names and addresses, in pages", async () => {
    const crowd = await aCrowd(5);
    await Promise.all(crowd.map((person) => joins(person, organizerId, "check_in")));
    const { items, pages } = await walked((cursor) => list(cast.manager, { limit: 3, ...cursor }));
    expect(pages).toBe(3);
    const ids = [owner, cast.manager, cast.doorStaff, ...crowd].map(({ userId }) => userId);
    expect(items.map(({ userId }) => userId)).toEqual(ids.toSorted());
    const found = items.find(({ userId }) => userId === owner.userId);
    expect(found).toEqual({
      ...{ userId: owner.userId, role: "owner", email: owner.email },
      ...{ firstName: "Nour", lastName: "Haddad", isActive: true },
    });
  });

  it("is nobody else's business", async () => {
    for (const person of [cast.doorStaff, cast.stranger, cast.others.owner]) {
      isRefused(await list(person), "not_permitted");
      isRefused(await member(owner.userId, person), "not_permitted");
    }
    isRefused(await member(cast.stranger.userId), "not_found");
    const nowhere = { organizerId: "019a0000-0000-7000-8000-000000000001" };
    isRefused(await api.call(listMembers, nowhere, { token: owner.token }), "not_found");
  });

  it("is changed by its owners alone", async () => {
    const { userId } = cast.doorStaff;
    for (const person of [cast.manager, cast.doorStaff, cast.stranger, cast.others.owner]) {
      isRefused(await gives("owner", userId, person), "not_permitted");
      isRefused(await removes(userId, person), "not_permitted");
    }
    isRefused(await leaves(cast.stranger), "not_permitted");
  });
});

describe("a member", () => {
  it("gets another role, as of the version that was read, and is told", async () => {
    const { userId } = cast.doorStaff;
    isRefused(await gives("manager", userId, owner, 4), "stale_version");
    const changed = isDone(await gives("manager", userId), 200);
    expect(changed).toMatchObject({ userId, organizerId, role: "manager", email: cast.doorStaff.email, version: 2 });
    expect(isDone(await member(userId, cast.doorStaff))).toEqual(changed);
    // What is so already is not written.
    expect(isDone(await gives("manager", userId, owner, 2))).toEqual(changed);
    isRefused(
      await api.send(changeMemberRole, { organizerId, userId, role: "admin" }, { token: owner.token, ifMatch: 2 }),
      "invalid_input",
      "role",
    );
    expect(await told(cast.doorStaff)).toEqual([
      ["member.role-changed.v1", "Your part in the team of Lantern Hall has changed"],
    ]);
  });

  it("who is removed has no rights from then on, is listed nowhere, and is told", async () => {
    const { userId, token } = cast.doorStaff;
    isDone(await removes(userId, owner, 2), 204);
    isRefused(await list(cast.doorStaff), "not_permitted");
    isRefused(await member(userId), "not_found");
    expect(isDone(await api.call(getOrganizer, { organizerId }, { token }))).not.toHaveProperty("publishedEvents");
    expect(isDone(await api.call(listMyOrganizers, {}, { token })).items).toEqual([]);
    const { items } = isDone(await list(owner, { limit: 100 }));
    expect(items.map((one) => one.userId)).not.toContain(userId);
    isRefused(await removes(userId, owner, 3), "not_found");
    expect((await told(cast.doorStaff))[0]?.[0]).toBe("member.removed.v1");
  });

  it("leaves by themselves, and the owner is told", async () => {
    isDone(await leaves(cast.manager), 204);
    isRefused(await leaves(cast.manager), "not_permitted");
    expect((await told(owner))[0]?.[0]).toBe("member.left.v1");
  });
});

describe("the last owner", () => {
  it("stays, and stays an owner", async () => {
    isRefused(await leaves(owner), "last_owner");
    isRefused(await gives("manager", owner.userId), "last_owner");
    isRefused(await removes(owner.userId), "last_owner");
    expect(isDone(await member(owner.userId))).toMatchObject({ role: "owner", version: 1 });
  });

  it("is demoted or removed by another, who then is the one the organizer names", async () => {
    const team = await anOrganizer();
    const [first, second] = [team.owner, (await aCrowd(1))[0] as Person];
    const ids = { organizerId: team.organizerId };
    await joins(second, team.organizerId, "owner");
    const gives = (role: MemberRole, { userId }: Person, by: Person, ifMatch: number) =>
      api.call(changeMemberRole, { ...ids, userId, role }, { token: by.token, ifMatch });
    isDone(await gives("manager", first, second, 1));
    isDone(await gives("owner", first, second, 2));
    const removed = await api.call(removeMember, { ...ids, userId: second.userId }, { token: first.token, ifMatch: 1 });
    isDone(removed, 204);
    isRefused(await api.call(leaveOrganizer, ids, { token: first.token }), "last_owner");
    const page = isDone(await api.call(getOrganizer, ids, { token: first.token }));
    expect(page.version).toBe(4);
  });

  it("goes once there is another, who then is the last", async () => {
    const [second] = await aCrowd(1);
    if (!second) throw new Error("Nobody came");
    await joins(second, organizerId, "manager");
    isDone(await gives("owner", second.userId));
    isDone(await leaves(owner), 204);
    isRefused(await list(owner), "not_permitted");
    isRefused(await leaves(second), "last_owner");
    isRefused(await gives("check_in", second.userId, second, 2), "last_owner");
    await joins(cast.stranger, organizerId, "owner");
    // Who is not the one the organizer names goes as well, and of two at once one.
    const answers = await Promise.all([leaves(second), leaves(cast.stranger)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(answers.map(({ problem }) => problem?.code)).toContain("last_owner");
  });
});
