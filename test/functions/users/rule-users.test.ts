import { beforeAll, describe, expect, it } from "vitest";
import { minutes } from "#domain/time.ts";
import type { Role } from "#domain/user.ts";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { listUnverifiedOrganizers } from "#functions/organizers/list-unverified-organizers.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { findUser } from "#functions/users/find-user.ts";
import { getMe } from "#functions/users/get-me.ts";
import { getUser } from "#functions/users/get-user.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo } from "#test/support/inbox.ts";
import { anAdmin, joins } from "#test/support/operator.ts";
import { aUser, aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

const nobody = "019a0000-0000-7000-8000-000000000001";
let admin: Person;
let superAdmin: Person;
beforeAll(async () => {
  admin = await anAdmin();
  superAdmin = await anAdmin("super_admin");
});

const sees = ({ userId }: { userId: string }, { token } = admin) => api.call(getUser, { userId }, { token });
const does = (op: typeof suspendUser | typeof reactivateUser | typeof restoreUser, { userId }: Person, by = admin) =>
  api.call(op as typeof suspendUser, { userId }, { token: by.token });
const gives = (role: Role, { userId }: Person, by = superAdmin, ifMatch = 1) =>
  api.call(changeRole, { userId, role }, { token: by.token, ifMatch });
const deletes = ({ userId }: Person, by = superAdmin, ifMatch = 1) =>
  api.call(deleteUser, { userId }, { token: by.token, ifMatch });
const logsIn = ({ email, password }: Person) => api.call(login, { email, password });
const refreshes = ({ refreshToken }: Person) => api.call(refresh, { refreshToken });

describe("an account", () => {
  it("is found by id and by exact address, with no more than it takes to know it", async () => {
    const person = await aUser({ phone: "+491701234567" });
    const byId = await sees(person);
    expect(isDone(byId, 200)).toMatchObject({
      ...{ userId: person.userId, email: person.email, firstName: "Nour", lastName: "Haddad" },
      ...{ role: "attendee", isActive: true, version: 1 },
    });
    expect(byId.text).not.toMatch(/phone|password|argon|locale/);
    const find = (email: string, { token } = admin) => api.call(findUser, { email }, { token });
    expect(isDone(await find(person.email.toUpperCase()), 200)).toEqual(byId.body);
    for (const email of [person.email.slice(1), "nobody@example.com"]) isRefused(await find(email), "not_found");
    isRefused(await find("*"), "invalid_input", "email");
    isRefused(await sees({ userId: nobody }), "not_found");
    for (const other of [person, await aVerifiedUser()]) {
      isRefused(await sees(person, other), "not_permitted");
      isRefused(await find(person.email, other), "not_permitted");
    }
  });

  it("that is suspended neither logs in nor refreshes, and its last access token dies within 15 minutes", async () => {
    const person = await aVerifiedUser();
    const suspended = isDone(await does(suspendUser, person), 200);
    expect(suspended).toMatchObject({ isActive: false, version: 3 });
    expect(suspended.suspendedAt).toBeDefined();
    expect(isDone(await does(suspendUser, person))).toEqual(suspended);
    isRefused(await logsIn(person), "wrong_credentials");
    isRefused(await refreshes(person), "session_ended");
    isRefused(await api.call(getMe, {}, { token: person.token }), "unauthenticated");
    await everythingSettles();
    expect((await lastMailTo(person.email)).subject).toBe("Your account is suspended");

    const back = isDone(await does(reactivateUser, person), 200);
    expect(back).toMatchObject({ isActive: true, version: 4 });
    expect(back).not.toHaveProperty("suspendedAt");
    expect(isDone(await does(reactivateUser, person))).toEqual(back);
    // The sessions of before stay ended.
    isRefused(await refreshes(person), "session_ended");
    const again = await loggedIn(person);
    isDone(await refreshes(again));
    await everythingSettles();
    expect((await lastMailTo(person.email)).subject).toBe("Your account is open again");
    isDone(await does(suspendUser, person));
    await timePasses(minutes(15));
    isRefused(await api.call(listMyNotifications, {}, { token: again.token }), "unauthenticated");
    [admin, superAdmin] = [await loggedIn(admin), await loggedIn(superAdmin)];
  });

  it("is out of reach of those who are not above it, and of itself", async () => {
    const other = await anAdmin();
    const person = await aUser();
    for (const op of [suspendUser, reactivateUser]) {
      for (const target of [admin, other, superAdmin]) isRefused(await does(op, target), "not_permitted");
      isRefused(await does(op, superAdmin, superAdmin), "not_permitted");
      isRefused(await does(op, person, person), "not_permitted");
      isRefused(await api.call(op, { userId: nobody }, { token: admin.token }), "not_found");
    }
    expect(isDone(await does(suspendUser, other, superAdmin))).toMatchObject({ isActive: false });
    // Whoever was suspended does nothing more, though their token is not 15 minutes old.
    isRefused(await does(suspendUser, person, other), "not_permitted");
  });
});

describe("a role", () => {
  it("is given and taken by super_admins, and counts at once", async () => {
    const person = await aUser();
    isRefused(await gives("admin", person, admin), "not_permitted");
    isRefused(await gives("attendee", superAdmin, superAdmin), "not_permitted");
    isRefused(await gives("admin", person, superAdmin, 9), "stale_version");
    expect(isDone(await gives("admin", person), 200)).toMatchObject({ role: "admin", version: 2 });
    const promoted = await loggedIn(person);
    isDone(await api.call(listUnverifiedOrganizers, {}, { token: promoted.token }));
    isDone(await gives("attendee", person, superAdmin, 2));
    isRefused(await api.call(listUnverifiedOrganizers, {}, { token: promoted.token }), "not_permitted");
    await everythingSettles();
    const { items } = isDone(await api.call(listMyNotifications, { unread: "true" }, { token: promoted.token }));
    expect(items.map(({ metadata, message }) => [metadata.factType, message.slice(0, 16)])).toEqual([
      ["user.role-changed.v1", "You are attendee"],
      ["user.role-changed.v1", "You are admin no"],
    ]);
  });

  it("has one winner of two who give another from the same version", async () => {
    const person = await aUser();
    const answers = await Promise.all([gives("admin", person), gives("organizer", person)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe("deleting an account", () => {
  it("closes it until it is restored, which does not undo a suspension", async () => {
    const person = await aUser();
    isRefused(await deletes(person, admin), "not_permitted");
    isRefused(await deletes(person, superAdmin, 9), "stale_version");
    isRefused(await deletes(superAdmin, superAdmin, 2), "not_permitted");
    isDone(await does(suspendUser, person));
    isDone(await deletes(person, superAdmin, 2), 204);
    isRefused(await logsIn(person), "wrong_credentials");
    isDone(await does(reactivateUser, person));
    isRefused(await logsIn(person), "wrong_credentials");
    expect(isDone(await sees(person))).toMatchObject({ isActive: false });
    isRefused(await does(restoreUser, person, admin), "not_permitted");
    const restored = isDone(await does(restoreUser, person, superAdmin), 200);
    expect(restored).toMatchObject({ isActive: true, version: 5 });
    expect(isDone(await does(restoreUser, person, superAdmin))).toEqual(restored);
    isDone(await logsIn(person));
  });

  it("is refused for who alone could call off what they sell, and not once another owner could", async () => {
    const { owner, organizerId } = await aPublishedEvent();
    const { version } = isDone(await sees(owner));
    isRefused(await deletes(owner, superAdmin, version), "in_use");
    await joins(await aUser(), organizerId, "owner");
    isDone(await deletes(owner, superAdmin, version), 204);
  });

  it("is refused for who has bought tickets", async () => {
    const show = await aPublishedEvent({ types: [{ price: 0 }] });
    const buyer = await aVerifiedUser();
    await aHold({ show, buyer });
    const { version } = isDone(await sees(buyer));
    isRefused(await deletes(buyer, superAdmin, version), "in_use");
  });
});
