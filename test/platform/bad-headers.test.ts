import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Fault } from "#domain/fault.ts";
import { epochSeconds, minutes } from "#domain/time.ts";
import { operations } from "#functions/operations.ts";
import { needsIfMatch, type Operation } from "#platform/operation.ts";
import { serve } from "#platform/serve.ts";
import { accessKeyId, accessKeys, signAccess, signPrivate } from "#platform/tokens.ts";
import { invoke } from "#test/platform/gateway-event.ts";
import { withKeySecret } from "#test/platform/key-secret.ts";
import { rightInput } from "#test/support/bad-input/fields.ts";
import { sentTo } from "#test/support/bad-input/sent.ts";

withKeySecret();

const me = "0198c0de-0000-7000-8000-000000000001";
const other = "0198c0de-0000-7000-8000-000000000002";
const caller = { userId: me, role: "super_admin", emailVerified: true, familyId: me } as const;
let token: string;
let strangers: string;

beforeAll(async () => {
  token = await signAccess(caller, new Date());
  strangers = await signAccess({ ...caller, userId: other }, new Date());
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

/** An operation behind the real shell: what comes of headers that differ from the right ones, `undefined`: without. */
function withHeaders(op: Operation) {
  let came = false;
  const handler = serve(op, () => {
    came = true;
    throw new Fault("invalid_input", "It came through.");
  });
  const right = sentTo(op, rightInput(op), token);
  return async (differs: Readonly<Record<string, string | undefined>>) => {
    came = false;
    const given = Object.entries({ ...right.headers, ...differs }).filter(([, value]) => value !== undefined);
    const { problem } = await invoke(handler, {
      ...right,
      headers: Object.fromEntries(given) as Record<string, string>,
    });
    return came ? "came through" : problem?.code;
  };
}

/** Tokens that are signed rightly or nearly so, and are not access tokens of this API that are valid now. */
async function wrongTokens() {
  const { privateKey, publicKey } = await accessKeys();
  const now = epochSeconds(new Date());
  const { userId, ...claims } = caller;
  const signed = (
    { typ = "at+jwt", iss = "bilten/test", aud = "bilten:api", kid = accessKeyId, exp = now + 600, of = {} } = {},
    sub: string = userId,
  ) =>
    new SignJWT({ ...claims, ...of })
      .setProtectedHeader({ alg: "EdDSA", typ, kid })
      .setSubject(sub)
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt(now)
      .setExpirationTime(exp)
      .sign(privateKey);
  const times = { issuedAt: new Date(), expiresAt: new Date(Date.now() + minutes(10)) };
  const own = { sub: me, familyId: me, generation: 1 };
  const secret = publicKey.export({ format: "der", type: "spki" });
  return {
    "of another audience": await signed({ aud: "another:api" }),
    "of another stage": await signed({ iss: "bilten/prod" }),
    "of another type": await signed({ typ: "JWT" }),
    "of another key": await signed({ kid: "access-0" }),
    "that has expired": await signed({ exp: now - 1 }),
    "of a role that there is not": await signed({ of: { role: "root" } }),
    "of nobody": await signed({}, "nobody"),
    "for refreshing": await signPrivate("refresh", own, times),
    "for verifying an address": await signPrivate("verify-email", own, times),
    "signed with what everybody knows": await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: accessKeyId })
      .setSubject(userId)
      .setExpirationTime(now + 600)
      .sign(new Uint8Array(secret)),
  };
}

describe("every operation that asks who calls", () => {
  const asking = operations.filter(({ auth }) => auth === "user" || auth === "optional");

  it("takes no token but an access token of this API that is valid now", async () => {
    const headers = Object.entries(await wrongTokens()).map(([what, text]) => [what, `Bearer ${text}`] as const);
    const malformed = ["Bearer", "Bearer ", `Basic ${token}`, `Bearer ${token} ${token}`, `Bearer ${token},`, token];
    const wrong: string[] = [];
    for (const op of asking) {
      const outcome = withHeaders(op);
      expect(await outcome({}), op.id).toBe("came through");
      for (const [what, authorization] of [...headers, ...malformed.map((text) => [text, text] as const)]) {
        const code = await outcome({ authorization });
        if (code !== "unauthenticated") wrong.push(`${op.id} with a token ${what}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("every operation that changes a thing", () => {
  it.each(operations.filter(needsIfMatch))("$id takes no version but the text of an ETag", async (op) => {
    const outcome = withHeaders(op);
    expect(await outcome({ "if-match": undefined })).toBe("if_match_required");
    expect(await outcome({ "if-match": "" })).toBe("if_match_required");
    for (const tag of [
      "1",
      "*",
      'W/"1"',
      '"1", "2"',
      '"-1"',
      '"1.5"',
      '"1e3"',
      '""',
      '"x"',
      `"${"9".repeat(16)}"`,
      "'1'",
    ]) {
      expect(await outcome({ "if-match": tag }), tag).toBe("stale_version");
    }
  });
});

describe("every operation that is done once", () => {
  it.each(operations.filter(({ idempotent }) => idempotent))("$id takes no key but one that names it", async (op) => {
    const outcome = withHeaders(op);
    const unsaid = op.idempotent === "by-key" ? "invalid_input" : "came through";
    expect(await outcome({ "idempotency-key": undefined })).toBe(unsaid);
    for (const key of [
      "",
      "short",
      "x".repeat(256),
      "with spaces in it",
      "schl\u00fcssel-1",
      "a\u0000bcdefgh",
      "a\nbcdefghi",
    ]) {
      expect(await outcome({ "idempotency-key": key }), key).toBe("invalid_input");
    }
  });
});

describe("every list", () => {
  const lists = operations.filter(({ paged }) => paged);

  /** The list's shell, and a cursor that it has given to the caller. */
  async function listing(op: Operation) {
    // What a list answers is only known to the types of one that is named.
    const handler = serve(op, () => ({ items: [], contentType: "text/csv", body: "", last: "a place" }) as never);
    const right = sentTo(op, rightInput(op), token);
    const page = async (cursor: string | undefined, authorization = `Bearer ${token}`) => {
      const query = { ...right.query, ...(cursor !== undefined && { cursor }) };
      const { problem, text, headers } = await invoke(handler, {
        ...right,
        query,
        headers: { ...right.headers, authorization },
      });
      if (problem) return problem.code;
      if (!op.produces) return (JSON.parse(text) as { nextCursor: string }).nextCursor;
      const [, next = ""] = /^<([^>]+)>; rel="next"$/.exec(String(headers.link)) ?? [];
      return new URL(next, "https://api.example.com").searchParams.get("cursor") ?? "";
    };
    return { page, cursor: await page(undefined) };
  }

  it.each(lists)("$id takes a cursor as it was given, and no bit of it otherwise", async (op) => {
    const { page, cursor } = await listing(op);
    expect(await page(cursor)).toMatch(/^[\w-]{40,}$/);
    const bytes = Buffer.from(cursor, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await page(flipped.toString("base64url")), `bit ${bit}`).toBe("invalid_cursor");
    }
    for (const text of [
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      cursor + cursor,
      `${cursor}=`,
      ` ${cursor}`,
      "",
    ]) {
      expect(await page(text), text).toBe("invalid_cursor");
    }
  });

  it("takes no cursor of another list, nor one that somebody else was given", async () => {
    const all = await Promise.all(lists.map(async (op) => ({ op, ...(await listing(op)) })));
    for (const { op, page, cursor } of all) {
      for (const of of all.filter((one) => one.op !== op)) {
        expect(await page(of.cursor), `${op.id} with a cursor of ${of.op.id}`).toBe("invalid_cursor");
      }
      if (op.auth !== "public") expect(await page(cursor, `Bearer ${strangers}`), op.id).toBe("invalid_cursor");
    }
  });
});
