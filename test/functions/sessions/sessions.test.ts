import { describe, expect, it } from "vitest";
import { logout } from "#functions/auth/logout.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { getSession } from "#functions/sessions/get-session.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { revokeOtherSessions } from "#functions/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#functions/sessions/revoke-session.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { api } from "#test/support/api.ts";
import { aUser, freshKey, loggedIn } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const sessionsOf = async (token: string) => isDone(await api.call(listMySessions, {}, { token })).items;

describe("one's sessions", () => {
  it("are listed with when they began and were used last, and which one asks; ended ones are not", async () => {
    const first = await aUser();
    const second = await loggedIn(first);
    const third = await loggedIn(first);
    isDone(await api.call(refresh, { refreshToken: first.refreshToken }));
    isDone(await api.call(logout, {}, { token: third.token }), 204);
    const sessions = await sessionsOf(second.token);
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    const [used, fresh] = sessions;
    const { token } = second;
    for (const each of sessions) {
      expect(isDone(await api.call(getSession, { sessionId: each.sessionId }, { token }))).toEqual(each);
    }
    expect(Date.parse(used?.lastUsedAt ?? "")).toBeGreaterThan(Date.parse(used?.createdAt ?? ""));
    expect(fresh?.lastUsedAt).toBe(fresh?.createdAt);
    expect(JSON.stringify(sessions)).not.toMatch(/generation|token|hash/i);
  });

  it("are listed page by page", async () => {
    const first = await aUser();
    await loggedIn(first);
    const { token } = await loggedIn(first);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = isDone(await api.call(listMySessions, { limit: 1, ...(cursor && { cursor }) }, { token }));
      for (const { sessionId } of page.items) seen.add(sessionId);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.size).toBe(3);
  });

  it("end one by one; a repeat changes nothing", async () => {
    const here = await aUser();
    const lost = await loggedIn(here);
    const { sessionId = "" } = (await sessionsOf(here.token)).find(({ isCurrent }) => !isCurrent) ?? {};
    for (let i = 0; i < 2; i++) isDone(await api.call(revokeSession, { sessionId }, { token: here.token }), 204);
    isRefused(await api.call(refresh, { refreshToken: lost.refreshToken }), "session_ended");
    isDone(await api.call(refresh, { refreshToken: here.refreshToken }), 200);
    expect(await sessionsOf(here.token)).toHaveLength(1);
    isRefused(await api.call(getSession, { sessionId }, { token: here.token }), "not_found");
  });

  it("are nobody else's to end, nor to know of", async () => {
    const [one, other] = [await aUser(), await aUser()];
    const { sessionId = "" } = (await sessionsOf(other.token))[0] ?? {};
    isRefused(await api.call(revokeSession, { sessionId }, { token: one.token }), "not_found");
    isRefused(await api.call(revokeSession, { sessionId: freshKey() }, { token: one.token }), "not_found");
    isRefused(await api.call(getSession, { sessionId }, { token: one.token }), "not_found");
    isDone(await api.call(refresh, { refreshToken: other.refreshToken }), 200);
  });

  it("end all at once but the one that asks; ones begun later live", async () => {
    const here = await aUser();
    const others = [await loggedIn(here), await loggedIn(here)];
    isDone(await api.call(revokeOtherSessions, {}, { token: here.token }), 204);
    for (const { refreshToken } of others) isRefused(await api.call(refresh, { refreshToken }), "session_ended");
    isDone(await api.call(refresh, { refreshToken: here.refreshToken }), 200);
    const later = await loggedIn(here);
    isDone(await api.call(refresh, { refreshToken: later.refreshToken }), 200);
    expect(await sessionsOf(later.token)).toHaveLength(2);
    // From another session the one that was kept before ends, too.
    isDone(await api.call(revokeOtherSessions, {}, { token: later.token }), 204);
    expect((await sessionsOf(later.token)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
  });

  it("that are over end no others, though their access token lives", async () => {
    const stranger = await aUser();
    const owner = await loggedIn(stranger);
    const { sessionId = "" } = (await sessionsOf(owner.token)).find(({ isCurrent }) => isCurrent) ?? {};
    const changed = { currentPassword: owner.password, password: "quite another password" };
    isDone(await api.call(changePassword, changed, { token: owner.token }), 204);
    isRefused(await api.call(revokeOtherSessions, {}, { token: stranger.token }), "unauthenticated");
    isRefused(await api.call(revokeSession, { sessionId }, { token: stranger.token }), "unauthenticated");
    isRefused(await api.call(refresh, { refreshToken: stranger.refreshToken }), "session_ended");
    isDone(await api.call(refresh, { refreshToken: owner.refreshToken }), 200);
    // Whoever ends their own is not told that it is over already.
    for (let i = 0; i < 2; i++) isDone(await api.call(revokeSession, { sessionId }, { token: owner.token }), 204);
    isRefused(await api.call(revokeOtherSessions, {}, { token: owner.token }), "unauthenticated");
  });
});
