import { describe, expect, it } from "vitest";
import { user } from "#data/user.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { revokeOtherSessions } from "#functions/sessions/revoke-other-sessions.ts";
import { deactivateMe } from "#functions/users/deactivate-me.ts";
import { getMe } from "#functions/users/get-me.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, tokenMailedTo } from "#test/support/inbox.ts";
import { stored } from "#test/support/operator.ts";
import { aUser, loggedIn, type Person } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

async function asleep(): Promise<Person> {
  const person = await aUser();
  const { token, password } = person;
  isDone(await api.call(deactivateMe, { password }, { token }), 204);
  return person;
}

describe("an account put to sleep", () => {
  it("ends its sessions, is closed to its tokens, and tells its owner", async () => {
    const { token, refreshToken, email, password } = await asleep();
    isRefused(await api.call(refresh, { refreshToken }), "session_ended");
    for (const op of [getMe, listMySessions, revokeOtherSessions]) {
      isRefused(await api.call(op, {}, { token }), "unauthenticated");
    }
    isRefused(await api.call(deactivateMe, { password }, { token }), "unauthenticated");
    await everythingSettles();
    expect((await lastMailTo(email)).subject).toBe("Your account is asleep");
  });

  it("wakes when its owner logs in, as it was", async () => {
    const person = await asleep();
    isRefused(await api.call(login, { email: person.email, password: "not the password" }), "wrong_credentials");
    const { token, userId } = await loggedIn(person);
    expect(userId).toBe(person.userId);
    expect(isDone(await api.call(getMe, {}, { token }))).toMatchObject({ firstName: "Nour", email: person.email });
    isRefused(await api.call(refresh, { refreshToken: person.refreshToken }), "session_ended");
  });

  it("can be had back by who forgot the password", async () => {
    const { email, userId } = await asleep();
    isDone(await api.call(forgotPassword, { email }), 202);
    await everythingSettles();
    const password = "remembered at last";
    isDone(await api.call(resetPassword, { token: await tokenMailedTo(email), password }), 204);
    expect((await loggedIn({ email, password })).userId).toBe(userId);
  });

  it("stays shut while we keep its owner out", async () => {
    const { email, password, userId } = await asleep();
    const item = await stored(user.get({ userId }).params());
    await item.becomes({ suspendedAt: "2027-01-01T00:00:00.000Z" });
    isRefused(await api.call(login, { email, password }), "wrong_credentials");
    expect((await stored(user.get({ userId }).params())).item).toMatchObject({ isActive: false });
    await item.becomes({});
  });

  it("needs the password", async () => {
    const { token } = await aUser();
    isRefused(await api.call(deactivateMe, { password: "not the password" }, { token }), "wrong_password");
    isRefused(await api.send(deactivateMe, {}, { token }), "invalid_input", "password");
    isDone(await api.call(getMe, {}, { token }), 200);
  });
});
