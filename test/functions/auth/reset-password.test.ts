import { describe, expect, it } from "vitest";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { getMe } from "#functions/users/get-me.ts";
import { told } from "#test/functions/auth/answers.ts";
import { aNewWindowBegins } from "#test/functions/auth/windows.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, mailsTo, tokenMailedTo } from "#test/support/inbox.ts";
import { aUser, freshEmail, loggedIn } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

const password = "quite another password";

async function askedFor(email: string): Promise<string> {
  isDone(await api.call(forgotPassword, { email }), 202);
  await everythingSettles();
  return tokenMailedTo(email);
}

describe("a forgotten password", () => {
  it("gets the same answer whether or not the address has an account; only an owner gets mail", async () => {
    const { email } = await aUser();
    const nobody = freshEmail();
    const known = told(await api.call(forgotPassword, { email: email.toUpperCase() }));
    expect(told(await api.call(forgotPassword, { email: nobody }))).toEqual(known);
    expect(known.status).toBe(202);
    await everythingSettles();
    expect((await lastMailTo(email)).subject).toBe("Set a new password");
    expect(await mailsTo(nobody)).toEqual([]);
  });

  it("is mailed about five times an hour, and answered the same after that", async () => {
    await aNewWindowBegins(3_600_000);
    const { email } = await aUser();
    const nobody = freshEmail();
    const answers = [];
    for (let i = 0; i < 7; i++) {
      answers.push(
        told(await api.call(forgotPassword, { email })),
        told(await api.call(forgotPassword, { email: nobody })),
      );
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await everythingSettles();
    expect((await mailsTo(email)).filter(({ subject }) => subject === "Set a new password")).toHaveLength(5);
  });

  it.each([
    ["no email", {}, "email"],
    ["an email that is none", { email: "a@b" }, "email"],
    ["another field", { email: "ada@example.com", userId: "x" }, "userId"],
  ])("is refused with %s", async (_, input, path) => {
    isRefused(await api.send(forgotPassword, input), "invalid_input", path);
  });
});

describe("setting a new password", () => {
  it("replaces the old one, ends every session and verifies the address", async () => {
    const one = await aUser();
    const two = await loggedIn(one);
    isDone(await api.call(resetPassword, { token: await askedFor(one.email), password }), 204);
    for (const { refreshToken } of [one, two]) {
      isRefused(await api.call(refresh, { refreshToken }), "session_ended");
    }
    isRefused(await api.call(login, { email: one.email, password: one.password }), "wrong_credentials");
    const { token } = await loggedIn({ email: one.email, password });
    expect(isDone(await api.call(getMe, {}, { token })).emailVerifiedAt).toBeDefined();
  });

  it("works once, even if tried many times at the same moment", async () => {
    const { email } = await aUser();
    const token = await askedFor(email);
    const passwords = Array.from({ length: 5 }, (_, i) => `${password} ${i}`);
    const answers = await Promise.all(passwords.map((chosen) => api.call(resetPassword, { token, password: chosen })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400, 400, 400]);
    isRefused(await api.call(resetPassword, { token, password }), "invalid_token");
    const chosen = passwords[answers.findIndex(({ status }) => status === 204)] ?? "";
    isDone(await api.call(login, { email, password: chosen }), 200);
  });

  it("works with each token mailed before, until one was used", async () => {
    const { email } = await aUser();
    const first = await askedFor(email);
    const second = await askedFor(email);
    isDone(await api.call(resetPassword, { token: first, password }), 204);
    isRefused(await api.call(resetPassword, { token: second, password }), "invalid_token");
  });

  it("is refused after an hour", async () => {
    const { email } = await aUser();
    const token = await askedFor(email);
    await timePasses(3_600_000);
    isRefused(await api.call(resetPassword, { token, password }), "invalid_token");
  });

  it("frees an owner whom wrong passwords keep waiting", async () => {
    const { email } = await aUser();
    for (let i = 0; i < 10; i++) await api.call(login, { email, password: "not the password" });
    isRefused(await api.call(login, { email, password: "not the password" }), "too_many_requests");
    isDone(await api.call(resetPassword, { token: await askedFor(email), password }), 204);
    isDone(await api.call(login, { email, password }), 200);
  });

  it("takes an account back from whoever opened it with somebody else's address", async () => {
    const email = freshEmail();
    const name = { firstName: "Eve", lastName: "Adams" };
    isDone(await api.call(register, { email, password: "chosen by a stranger", ...name }), 202);
    const stranger = await loggedIn({ email, password: "chosen by a stranger" });
    isDone(await api.call(register, { email, password: "chosen by the owner", ...name }), 202);
    await everythingSettles();
    const token = await tokenMailedTo(email);
    isDone(await api.call(resetPassword, { token, password: "chosen by the owner" }), 204);
    isRefused(await api.call(refresh, { refreshToken: stranger.refreshToken }), "session_ended");
    isRefused(await api.call(login, { email, password: "chosen by a stranger" }), "wrong_credentials");
    isDone(await api.call(login, { email, password: "chosen by the owner" }), 200);
  });

  it("is refused with a common password, and the token still works", async () => {
    const { email } = await aUser();
    const token = await askedFor(email);
    isRefused(await api.call(resetPassword, { token, password: "iloveyou1" }), "invalid_input", "password");
    isRefused(await api.call(resetPassword, { token, password: email }), "invalid_input", "password");
    isRefused(await api.send(resetPassword, { token, password, email }), "invalid_input", "email");
    isDone(await api.call(resetPassword, { token, password }), 204);
  });

  it("is refused with another kind of token", async () => {
    const { email, token, refreshToken } = await aUser();
    await everythingSettles();
    for (const other of [token, refreshToken, await tokenMailedTo(email), "nonsense"]) {
      isRefused(await api.call(resetPassword, { token: other, password }), "invalid_token");
    }
  });
});
