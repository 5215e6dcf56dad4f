import { beforeAll, describe, expect, it } from "vitest";
import { getMe } from "#functions/users/get-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { api } from "#test/support/api.ts";
import { aUser } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { timePasses } from "#test/support/when.ts";

describe("one's own profile", () => {
  it("is shown with its version as ETag, and nothing of how one logs in", async () => {
    const { token, userId, email } = await aUser();
    const answer = await api.call(getMe, {}, { token });
    const me = isDone(answer, 200);
    expect(me).toMatchObject({ userId, email, firstName: "Nour", lastName: "Haddad", role: "attendee", locale: "en" });
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.text).not.toMatch(/password|argon|isActive|fact|changedBy/);
  });

  it("is shown to nobody without a valid access token", async () => {
    const { token } = await aUser();
    isRefused(await api.call(getMe, {}), "unauthenticated");
    isRefused(await api.call(getMe, {}, { token: "nonsense" }), "unauthenticated");
    isRefused(await api.call(getMe, {}, { headers: { authorization: `Basic ${token}` } }), "unauthenticated");
    await timePasses(15 * 60_000);
    isRefused(await api.call(getMe, {}, { token }), "unauthenticated");
  });

  it("is changed field by field, and one version later", async () => {
    const { token } = await aUser();
    const before = isDone(await api.call(getMe, {}, { token }));
    const changed = await api.call(updateMe, { firstName: "Noor", phone: "+491701234567" }, { token, ifMatch: 1 });
    expect(isDone(changed, 200)).toMatchObject({
      firstName: "Noor",
      lastName: "Haddad",
      phone: "+491701234567",
      version: 2,
    });
    expect(changed.headers.get("etag")).toBe('"2"');
    const after = isDone(await api.call(updateMe, { phone: null, locale: "ar" }, { token, ifMatch: '"2"' }));
    expect(after).toMatchObject({ firstName: "Noor", locale: "ar", version: 3, createdAt: before.createdAt });
    expect(after.phone).toBeUndefined();
    expect(isDone(await api.call(getMe, {}, { token }))).toEqual(after);
  });

  it("keeps how its owner wants to be told what, set as a whole", async () => {
    const { token } = await aUser();
    const preferences = { channels: { organizing: ["sms" as const], reminders: [] }, marketing: true };
    expect(isDone(await api.call(updateMe, { preferences }, { token, ifMatch: 1 }))).toMatchObject({ preferences });
    isDone(await api.call(updateMe, { preferences: { marketing: false } }, { token, ifMatch: 2 }));
    expect(isDone(await api.call(getMe, {}, { token })).preferences).toEqual({ marketing: false });
  });

  it("is changed only from the version that was read", async () => {
    const { token } = await aUser();
    isRefused(await api.call(updateMe, { firstName: "Noor" }, { token }), "if_match_required");
    for (const ifMatch of ['"2"', '"0"', "1", "*", 'W/"1"']) {
      isRefused(await api.call(updateMe, { firstName: "Noor" }, { token, ifMatch }), "stale_version");
    }
    expect(isDone(await api.call(getMe, {}, { token }))).toMatchObject({ firstName: "Nour", version: 1 });
  });

  it("has one winner of many changes to the same version", async () => {
    const { token } = await aUser();
    const names = ["Ada", "Bo", "Cy", "Di", "Ed"];
    const answers = await Promise.all(
      names.map((firstName) => api.call(updateMe, { firstName }, { token, ifMatch: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    const winner = names[answers.findIndex(({ status }) => status === 200)];
    expect(isDone(await api.call(getMe, {}, { token }))).toMatchObject({ firstName: winner, version: 2 });
  });
});

describe("a change of one's profile is refused", () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await aUser());
  });

  it.each([
    ["a role", { role: "super_admin" }, "role"],
    ["an email", { email: "eve@example.com" }, "email"],
    ["a verified address", { emailVerifiedAt: "2027-01-01T00:00:00Z" }, "emailVerifiedAt"],
    ["another id", { userId: "0198c0de-0000-7000-8000-000000000001" }, "userId"],
    ["a version", { version: 9 }, "version"],
    ["a key of the table", { pk: "user#1" }, "pk"],
    ["an empty name", { firstName: "" }, "firstName"],
    ["no name", { firstName: null }, "firstName"],
    ["a name with NUL", { lastName: "Had\0dad" }, "lastName"],
    ["a name of 101 characters", { lastName: "ß".repeat(101) }, "lastName"],
    ["a phone number that is none", { phone: "+1 (555) 12" }, "phone"],
    ["a preference there is not", { preferences: { theme: "dark" } }, "preferences.theme"],
    ["a topic there is not", { preferences: { channels: { news: ["email"] } } }, "preferences.channels.news"],
    ["a channel there is not", { preferences: { channels: { orders: ["fax"] } } }, "preferences.channels.orders[0]"],
    ["the app as a choice", { preferences: { channels: { orders: ["in_app"] } } }, "preferences.channels.orders[0]"],
    ["a channel twice", { preferences: { channels: { orders: ["sms", "sms"] } } }, "preferences.channels.orders"],
    ["a state of its own", { deactivatedAt: "2027-01-01T00:00:00Z" }, "deactivatedAt"],
    ["an address that waits", { pendingEmail: "eve@example.com" }, "pendingEmail"],
    ["a language we do not write", { locale: "EN" }, "locale"],
  ])("with %s", async (_, input, path) => {
    isRefused(await api.send(updateMe, input, { token, ifMatch: 1 }), "invalid_input", path);
  });
});
