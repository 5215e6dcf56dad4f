import { describe, expect, it } from "vitest";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo } from "#test/support/inbox.ts";
import { aUser, loggedIn } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const password = "quite another password";

describe("changing one's password", () => {
  it("replaces the old one, ends the other sessions and keeps the one that asks", async () => {
    const here = await aUser();
    const there = await loggedIn(here);
    const asked = { currentPassword: here.password, password };
    isDone(await api.call(changePassword, asked, { token: here.token }), 204);
    isRefused(await api.call(refresh, { refreshToken: there.refreshToken }), "session_ended");
    isDone(await api.call(refresh, { refreshToken: here.refreshToken }), 200);
    isRefused(await api.call(login, { email: here.email, password: here.password }), "wrong_credentials");
    isDone(await api.call(login, { email: here.email, password }), 200);
    await everythingSettles();
    const { subject, body } = await lastMailTo(here.email);
    expect(subject).toBe("Your password has changed");
    expect(body.text).not.toContain(password);
  });

  it("needs the present one, and has one winner of many at the same moment", async () => {
    const { email, token, password: currentPassword } = await aUser();
    isRefused(await api.call(changePassword, { currentPassword: password, password }, { token }), "wrong_password");
    const passwords = Array.from({ length: 4 }, (_, i) => `${password} ${i}`);
    const answers = await Promise.all(
      passwords.map((chosen) => api.call(changePassword, { currentPassword, password: chosen }, { token })),
    );
    const won = passwords.filter((_, i) => answers[i]?.status === 204);
    expect(won.length).toBeGreaterThanOrEqual(1);
    for (const { status } of answers) expect([204, 403, 409, 429]).toContain(status);
    isRefused(await api.call(login, { email, password: currentPassword }), "wrong_credentials");
  });

  it.each([
    ["a short one", { password: "abcdefg" }, "password"],
    ["a common one", { password: "iloveyou1" }, "password"],
    ["no present one", { currentPassword: undefined }, "currentPassword"],
    ["a number", { password: 12345678 }, "password"],
    ["an email beside it", { email: "eve@example.com" }, "email"],
  ])("is refused with %s, and nothing changes", async (_, wrong, path) => {
    const { email, token, password: currentPassword } = await aUser();
    const input = { currentPassword, password, ...wrong };
    isRefused(await api.send(changePassword, input, { token }), "invalid_input", path);
    isDone(await api.call(login, { email, password: currentPassword }), 200);
  });
});
