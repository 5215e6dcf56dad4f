import { describe, expect, it } from "vitest";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { getMe } from "#functions/users/get-me.ts";
import { api } from "#test/support/api.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { aUser } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

/** Somebody who has registered, and the token in their mail. */
async function mailed() {
  const person = await aUser();
  await everythingSettles();
  return { ...person, mailedToken: await tokenMailedTo(person.email) };
}

describe("verifying an address", () => {
  it("is noted once, however often the token is sent", async () => {
    const { token, mailedToken } = await mailed();
    isDone(await api.call(verifyEmail, { token: mailedToken }), 204);
    const first = isDone(await api.call(getMe, {}, { token }));
    expect(first.emailVerifiedAt).toBeDefined();
    isDone(await api.call(verifyEmail, { token: ` ${mailedToken}\n` }), 204);
    expect(isDone(await api.call(getMe, {}, { token }))).toEqual(first);
  });

  it("shows in the next access token", async () => {
    const { refreshToken, mailedToken } = await mailed();
    isDone(await api.call(verifyEmail, { token: mailedToken }), 204);
    const { accessToken } = isDone(await api.call(refresh, { refreshToken }));
    const claims = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ emailVerified: true, role: "attendee" });
  });

  it("is refused after 24 hours", async () => {
    const { mailedToken } = await mailed();
    await timePasses(24 * 3_600_000);
    isRefused(await api.call(verifyEmail, { token: mailedToken }), "invalid_token");
  });

  it("is refused with any other token", async () => {
    const { email, token, refreshToken, mailedToken } = await mailed();
    isDone(await api.call(forgotPassword, { email }), 202);
    await everythingSettles();
    const altered = mailedToken.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const other of [token, refreshToken, await tokenMailedTo(email), altered, "x", "a.b.c", "\0"]) {
      isRefused(await api.call(verifyEmail, { token: other }), "invalid_token");
    }
  });

  it.each([
    ["no token", {}, "token"],
    ["an empty one", { token: "" }, "token"],
    ["a number", { token: 1 }, "token"],
    ["one that is too long", { token: "a".repeat(2049) }, "token"],
    ["another field", { token: "a.b.c", userId: "x" }, "userId"],
  ])("is refused with %s", async (_, input, path) => {
    isRefused(await api.send(verifyEmail, input), "invalid_input", path);
  });
});
