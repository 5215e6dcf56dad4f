import { beforeAll, describe, expect, it } from "vitest";
import { membership } from "#data/membership.ts";
import { user } from "#data/user.ts";
import { days } from "#domain/time.ts";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { getInvitation } from "#functions/members/get-invitation.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { listInvitations } from "#functions/members/list-invitations.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { removeMember } from "#functions/members/remove-member.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, mailsTo, tokenMailedTo } from "#test/support/inbox.ts";
import { aCast, joins, stored } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { anOrganizer, aUser, aVerifiedUser, freshEmail, loggedIn, type Person } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

let cast: Awaited<ReturnType<typeof aCast>>;
let organizerId: string;
let owner: Person;
beforeAll(async () => {
  cast = await aCast();
  ({ organizerId, owner } = cast.team);
});

type Role = "owner" | "manager" | "check_in";
const invites = (email: string, role: Role = "manager", { token } = owner) =>
  api.call(inviteMember, { organizerId, email, role }, { token });
const accepts = ({ token }: Person, mailed: string) => api.call(acceptInvitation, { token: mailed }, { token });
const open = async ({ token } = owner) =>
  isDone(await api.call(listInvitations, { organizerId, limit: 100 }, { token })).items;

/** Invites an address and answers the token mailed to it. */
async function mailed(email: string, role?: Role): Promise<string> {
  isDone(await invites(email, role), 202);
  await everythingSettles();
  return tokenMailedTo(email);
}

describe("an invitation", () => {
  it("is answered the same for an address with and without an account", async () => {
    const known = await aVerifiedUser();
    const nobody = freshEmail();
    const [one, other] = [await invites(known.email), await invites(nobody)];
    expect([one.status, one.text]).toEqual([202, ""]);
    const told = ({ headers }: typeof one) => [...headers.keys()].filter((name) => name !== "date");
    expect([other.status, other.text, told(other)]).toEqual([one.status, one.text, told(one)]);
    await everythingSettles();
    const mails = await Promise.all([known.email, nobody].map(lastMailTo));
    const withoutToken = ({ subject, body }: (typeof mails)[number]) => [
      subject,
      body.text?.replace(/[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/, "…"),
    ];
    expect(mails.map(withoutToken)[0]).toEqual(mails.map(withoutToken)[1]);
    expect(mails[0]?.subject).toBe("Lantern Hall invites you to its team");
    expect((await open()).map(({ email }) => email)).toEqual(expect.arrayContaining([known.email, nobody]));
    // Who has an account finds it in the app, too; that is theirs to see.
    const { items } = isDone(await api.call(listMyNotifications, { unread: "true" }, { token: known.token }));
    expect(items).toMatchObject([{ metadata: { factType: "member.invited.v1", organizerId } }]);
  });

  it("takes who reads its mail into the team, once, and tells them", async () => {
    const person = await aVerifiedUser();
    const token = await mailed(person.email, "check_in");
    const answers = await Promise.all([accepts(person, token), accepts(person, token)]);
    for (const answer of answers) {
      expect(isDone(answer, 200)).toEqual({
        ...{ organizerId, organizationName: "Lantern Hall", isVerified: false, role: "check_in" },
      });
    }
    expect(isDone(await accepts(person, token)).role).toBe("check_in");
    expect(isDone(await api.call(listMyOrganizers, {}, { token: person.token })).items).toHaveLength(1);
    expect((await open()).map(({ email }) => email)).not.toContain(person.email);
    await everythingSettles();
    const { items } = isDone(await api.call(listMyNotifications, {}, { token: person.token }));
    expect(items.filter(({ metadata }) => metadata.factType === "member.joined.v1")).toHaveLength(1);
    // It is used up: who left comes back only by another.
    isDone(await api.call(leaveOrganizer, { organizerId }, { token: person.token }), 204);
    isRefused(await accepts(person, token), "invalid_token");
    expect(isDone(await accepts(person, await mailed(person.email, "manager"))).role).toBe("manager");
    const members = isDone(await api.call(listMembers, { organizerId }, { token: person.token })).items;
    expect(members.find(({ userId }) => userId === person.userId)?.role).toBe("manager");
  });

  it("takes in who opens an account with the address first", async () => {
    const email = freshEmail();
    const token = await mailed(email);
    const password = "correct horse battery";
    isDone(await api.call(register, { email, password, firstName: "Nour", lastName: "Haddad" }), 202);
    await everythingSettles();
    const verification = await tokenMailedTo(email);
    const { accessToken } = isDone(await api.call(login, { email, password }));
    isRefused(await api.call(acceptInvitation, { token }, { token: accessToken }), "email_not_verified");
    isDone(await api.call(verifyEmail, { token: verification }), 204);
    expect(isDone(await accepts(await loggedIn({ email, password }), token)).role).toBe("manager");
  });

  it("is of no use to others, nor is anything else that was mailed or made up", async () => {
    const person = await aVerifiedUser();
    const token = await mailed(person.email);
    isRefused(await accepts(cast.stranger, token), "not_permitted");
    const newcomer = await aUser();
    await everythingSettles();
    for (const wrong of [await tokenMailedTo(newcomer.email), `${token}x`, "a.b.c", newcomer.token]) {
      isRefused(await accepts(newcomer, wrong), "invalid_token");
    }
    isRefused(await api.call(acceptInvitation, { token }), "unauthenticated");
  });

  it("comes from owners alone", async () => {
    for (const person of [cast.manager, cast.doorStaff, cast.stranger, cast.others.owner]) {
      isRefused(await invites(freshEmail(), "owner", person), "not_permitted");
      const list = await api.call(listInvitations, { organizerId }, { token: person.token });
      isRefused(list, "not_permitted");
    }
    isRefused(
      await api.send(inviteMember, { organizerId, email: "x", role: "manager" }, { token: owner.token }),
      "invalid_input",
      "email",
    );
    isRefused(
      await api.send(inviteMember, { organizerId, email: freshEmail(), role: "admin" }, { token: owner.token }),
      "invalid_input",
      "role",
    );
  });

  it("is renewed by another to the same address, in any case, which then counts", async () => {
    const person = await aVerifiedUser();
    const first = await mailed(person.email, "owner");
    isDone(await invites(person.email.toUpperCase(), "check_in"), 202);
    await everythingSettles();
    expect((await open()).filter(({ email }) => email === person.email)).toMatchObject([{ role: "check_in" }]);
    expect(isDone(await accepts(person, first)).role).toBe("check_in");
  });

  it("is taken back", async () => {
    const person = await aVerifiedUser();
    const token = await mailed(person.email);
    const [found] = (await open()).filter(({ email }) => email === person.email);
    const { invitationId = "", version = 0 } = found ?? {};
    const revokes = ({ token }: Person, ifMatch = version) =>
      api.call(revokeInvitation, { organizerId, invitationId }, { token, ifMatch });
    const sees = ({ token }: Person) => api.call(getInvitation, { organizerId, invitationId }, { token });
    const seen = await sees(owner);
    expect(isDone(seen)).toEqual(found);
    expect(seen.headers.get("etag")).toBe(`"${version}"`);
    isRefused(await sees(cast.manager), "not_permitted");
    isRefused(await revokes(cast.manager), "not_permitted");
    isRefused(await revokes(owner, version + 1), "stale_version");
    isDone(await revokes(owner), 204);
    isRefused(await sees(owner), "not_found");
    isRefused(await revokes(owner), "not_found");
    isRefused(await accepts(person, token), "invalid_token");
  });

  it("takes nobody back who was taken out of the team after it, whatever address they have by then", async () => {
    const [person, moved] = [await aVerifiedUser(), await aVerifiedUser()];
    const older = { person: await mailed(person.email, "owner"), moved: await mailed(moved.email, "owner") };
    const userOf = ({ userId }: Person) => stored(user.get({ userId }).params());
    // By hand, as two changes of address would have it: the invitation is to one they had before, and have again.
    const former = moved.email;
    for (const { userId } of [person, moved]) {
      await joins(userId === person.userId ? person : moved, organizerId, "manager");
      if (userId === moved.userId) await (await userOf(moved)).becomes({ email: freshEmail() });
      const { item } = await stored(membership.get({ userId, organizerId }).params());
      const out = { token: owner.token, ifMatch: Number(item.version) };
      isDone(await api.call(removeMember, { organizerId, userId }, out), 204);
    }
    await (await userOf(moved)).becomes({ email: former });
    const left = await open();
    expect(left.map(({ email }) => email)).not.toContain(person.email);
    expect(left.map(({ email }) => email)).toContain(former);
    isRefused(await accepts(person, older.person), "invalid_token");
    isRefused(await accepts(moved, older.moved), "invalid_token");
    for (const one of [person, moved]) {
      expect(isDone(await accepts(one, await mailed(one.email, "check_in"))).role).toBe("check_in");
    }
  });

  it("has one end of an acceptance and a removal at the same moment", async () => {
    const person = await aVerifiedUser();
    const token = await mailed(person.email);
    await joins(person, organizerId, "check_in");
    const { userId } = person;
    const remove = () => api.call(removeMember, { organizerId, userId }, { token: owner.token, ifMatch: 1 });
    const [, removal] = await Promise.all([accepts(person, token), remove()]);
    isDone(removal, 204);
    isRefused(await accepts(person, token), "invalid_token");
    expect((await stored(membership.get({ userId, organizerId }).params())).item.endedAt).toBeDefined();
  });

  it("is mailed to one address five times an hour, and then silently not", async () => {
    const email = freshEmail();
    for (let time = 1; time <= 7; time++) isDone(await invites(email), 202);
    await everythingSettles();
    const { length } = await mailsTo(email);
    // One that was renewed before its mail went out is mailed once.
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(5);
  });

  it("are listed in pages", async () => {
    const { items, pages } = await walked((cursor) =>
      api.call(listInvitations, { organizerId, limit: 2, ...cursor }, { token: owner.token }),
    );
    expect(pages).toBeGreaterThan(2);
    expect(items.map(({ email }) => email).toSorted()).toEqual((await open()).map(({ email }) => email).toSorted());
  });

  it("ends with its organizer, and after a week", async () => {
    const closing = await anOrganizer();
    const [person, late] = [await aVerifiedUser(), await aVerifiedUser()];
    const other = { organizerId: closing.organizerId, email: person.email, role: "manager" as const };
    isDone(await api.call(inviteMember, other, { token: closing.owner.token }), 202);
    await everythingSettles();
    const token = await tokenMailedTo(person.email);
    const gone = { organizerId: closing.organizerId };
    isDone(await api.call(deleteOrganizer, gone, { token: closing.owner.token, ifMatch: 1 }), 204);
    isRefused(await accepts(person, token), "invalid_token");

    const old = await mailed(late.email);
    await timePasses(days(7));
    isRefused(await accepts(await loggedIn(late), old), "invalid_token");
    expect(await open(await loggedIn(owner))).toEqual([]);
  });
});
