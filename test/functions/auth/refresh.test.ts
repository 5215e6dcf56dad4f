import { describe, expect, it } from "vitest";
import { logout } from "#functions/auth/logout.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { getMe } from "#functions/users/get-me.ts";
import { api } from "#test/support/api.ts";
import { aUser, loggedIn } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { timePasses } from "#test/support/when.ts";

const next = async (refreshToken: string) => isDone(await api.call(refresh, { refreshToken }), 200);
const isEnded = async (refreshToken: string) => isRefused(await api.call(refresh, { refreshToken }), "session_ended");

describe("refreshing a session", () => {
  it("gives the next token and an access token that works, on and on", async () => {
    let { refreshToken } = await aUser();
    const seen = new Set([refreshToken]);
    for (let i = 0; i < 4; i++) {
      await timePasses(20 * 60_000);
      const tokens = await next(refreshToken);
      isDone(await api.call(getMe, {}, { token: tokens.accessToken }), 200);
      refreshToken = tokens.refreshToken;
      seen.add(refreshToken);
    }
    expect(seen.size).toBe(5);
  });

  it("gives the same next token again for ten seconds, so that a lost answer costs nothing", async () => {
    const { refreshToken } = await aUser();
    const lost = await next(refreshToken);
    await timePasses(5000);
    const again = await next(refreshToken);
    expect(again.refreshToken).toBe(lost.refreshToken);
    await next(again.refreshToken);
  });

  it("many times at once is one refresh", async () => {
    const { refreshToken } = await aUser();
    const all = await Promise.all(Array.from({ length: 8 }, () => next(refreshToken)));
    expect(new Set(all.map((tokens) => tokens.refreshToken)).size).toBe(1);
  });

  it("with a used token ends the session for whoever holds it, thief or owner", async () => {
    const { refreshToken, email, password } = await aUser();
    const other = await loggedIn({ email, password });
    const second = await next(refreshToken);
    await timePasses(11_000);
    await isEnded(refreshToken);
    await isEnded(second.refreshToken);
    await isEnded(refreshToken);
    await next(other.refreshToken);
  });

  it("with an older one than the last ends it at once: the grace is for one token only", async () => {
    const { refreshToken } = await aUser();
    const second = await next(refreshToken);
    const third = await next(second.refreshToken);
    await isEnded(refreshToken);
    await isEnded(third.refreshToken);
  });

  it("is possible until 30 days after the last time", async () => {
    const { refreshToken } = await aUser();
    await timePasses(29 * 86_400_000);
    const second = await next(refreshToken);
    await timePasses(29 * 86_400_000);
    const third = await next(second.refreshToken);
    await timePasses(30 * 86_400_000);
    await isEnded(third.refreshToken);
  });

  it("is refused with an access token, an altered one and no token at all", async () => {
    const { token, refreshToken } = await aUser();
    await isEnded(token);
    await isEnded(refreshToken.replace(/.$/, (last) => (last === "A" ? "B" : "A")));
    await isEnded("nonsense");
    for (const bad of [{}, { refreshToken: "" }, { refreshToken: null }, { refreshToken: "a".repeat(2049) }]) {
      isRefused(await api.send(refresh, bad), "invalid_input", "refreshToken");
    }
    isRefused(await api.send(refresh, { refreshToken, familyId: "x" }), "invalid_input", "familyId");
    await next(refreshToken);
  });

  it("does not accept its own token as an access token", async () => {
    const { refreshToken } = await aUser();
    isRefused(await api.call(getMe, {}, { token: refreshToken }), "unauthenticated");
  });
});

describe("logging out", () => {
  it("ends this session and no other, and may be said twice", async () => {
    const one = await aUser();
    const two = await loggedIn(one);
    isDone(await api.call(logout, {}, { token: one.token }), 204);
    isDone(await api.call(logout, {}, { token: one.token }), 204);
    await isEnded(one.refreshToken);
    await next(two.refreshToken);
  });

  it("needs an access token and nothing else", async () => {
    isRefused(await api.call(logout, {}), "unauthenticated");
    const { token } = await aUser();
    isRefused(await api.send(logout, { familyId: "x" }, { token }), "invalid_input", "familyId");
  });
});
