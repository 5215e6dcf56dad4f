import { once } from "node:events";
import { request } from "node:http";
import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { getJwks } from "#functions/auth/get-jwks.ts";
import { login } from "#functions/auth/login.ts";
import { told } from "#test/functions/auth/answers.ts";
import { aNewWindowBegins } from "#test/functions/auth/windows.ts";
import { api } from "#test/support/api.ts";
import { aUser, freshEmail } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";
import { now, timePasses } from "#test/support/when.ts";

const wrong = (email: string) => api.call(login, { email, password: "not the password" });

describe("logging in", () => {
  it("gives an access token for 15 minutes that the published keys verify", async () => {
    const { email, password, userId } = await aUser();
    const tokens = isDone(await api.call(login, { email, password }), 200);
    expect(tokens).toMatchObject({ tokenType: "Bearer", expiresIn: 900 });
    const published = await api.call(getJwks, {});
    expect(published.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=300");
    const { payload, protectedHeader } = await jwtVerify(
      tokens.accessToken,
      createLocalJWKSet({ keys: [...isDone(published).keys] }),
      { audience: "bilten:api", typ: "at+jwt", algorithms: ["EdDSA"], currentDate: await now() },
    );
    expect(payload).toMatchObject({ sub: userId, role: "attendee", emailVerified: false });
    expect(protectedHeader.kid).toBe(isDone(published).keys[0]?.kid);
  });

  it("begins a session of its own each time", async () => {
    const { email, password } = await aUser();
    const [one, two] = await Promise.all([1, 2].map(() => api.call(login, { email, password })));
    expect(one && two && isDone(one).refreshToken).not.toBe(two && isDone(two).refreshToken);
  });

  it("is refused in the same words for a wrong password and for an address without an account", async () => {
    const { email } = await aUser();
    const known = await wrong(email);
    isRefused(known, "wrong_credentials");
    expect(told(await wrong(freshEmail()))).toEqual(told(known));
  });

  it("keeps both waiting in the same way after ten wrong passwords", async () => {
    const { email, password } = await aUser();
    const tried = async (address: string) => {
      const answers = [];
      for (let i = 0; i < 12; i++) answers.push(told(await wrong(address)));
      return answers;
    };
    const [known, unknown] = await Promise.all([tried(email), tried(freshEmail())]);
    expect(known.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429, 429]);
    expect(known[10]?.headers["retry-after"]).toBe("1");
    expect(unknown).toEqual(known);
    isRefused(await api.call(login, { email, password }), "too_many_requests");
    await timePasses(1000);
    isDone(await api.call(login, { email, password }), 200);
    isRefused(await wrong(email), "wrong_credentials");
  });

  it("lets many guesses at the same moment through no more than one after the other", async () => {
    const { email } = await aUser();
    const answers = await Promise.all(Array.from({ length: 40 }, () => wrong(email)));
    const looked = answers.filter(({ status }) => status === 401);
    // Ten, and one more for each wait that a slow machine makes pass meanwhile: of 1, 2, 4, 8 seconds.
    expect(looked.length).toBeLessThanOrEqual(14);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40 - looked.length);
  });

  it.each([
    ["no email", { email: undefined }, "email"],
    ["an email that is none", { email: "ada" }, "email"],
    ["an object for an email", { email: { S: "x" } }, "email"],
    ["no password", { password: undefined }, "password"],
    ["an empty password", { password: "" }, "password"],
    ["a password with NUL", { password: "a\0" }, "password"],
    ["a password of 300 characters", { password: "a".repeat(300) }, "password"],
    ["another field", { role: "admin" }, "role"],
  ])("is refused with %s", async (_, bad, path) => {
    const form = { email: freshEmail(), password: "correct horse battery", ...bad };
    isRefused(await api.send(login, form), "invalid_input", path);
  });
});

describe("wrong passwords from one network", () => {
  /** A login that comes from another address of the loopback network. */
  async function loginFrom(localAddress: string, form: object): Promise<number> {
    const headers = { "content-type": "application/json" };
    const call = request(new URL(login.path, stack().api), { method: "POST", headers, localAddress });
    call.end(JSON.stringify(form));
    const [response] = await once(call, "response");
    response.resume();
    return response.statusCode;
  }

  it.runIf(process.platform === "linux" && !process.env.API_URL)(
    "stop all logins from there after 100, and from nowhere else",
    async () => {
      await aNewWindowBegins(15 * 60_000);
      const { email, password } = await aUser();
      const statuses: number[] = [];
      for (let i = 0; i < 10; i++) {
        const batch = Array.from({ length: 10 }, () =>
          loginFrom("127.0.0.99", { email: freshEmail(), password: "not the password" }),
        );
        statuses.push(...(await Promise.all(batch)));
      }
      expect(new Set(statuses)).toEqual(new Set([401]));
      expect(await loginFrom("127.0.0.99", { email, password })).toBe(429);
      expect(await loginFrom("127.0.0.1", { email, password })).toBe(200);
      await timePasses(15 * 60_000);
      expect(await loginFrom("127.0.0.99", { email, password })).toBe(200);
    },
    60_000,
  );
});
