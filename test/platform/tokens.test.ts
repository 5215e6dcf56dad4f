import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { base64url, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";

/** Answers every AWS call with the stage's key secret: all that tokens ask of AWS. */
const secrets = createServer((_request, response) => {
  response.setHeader("content-type", "application/x-amz-json-1.1");
  response.end(JSON.stringify({ SecretString: JSON.stringify({ master: "m".repeat(43) }) }));
}).listen(0, "127.0.0.1");
await once(secrets, "listening");
afterAll(() => secrets.close());
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  KEYS_SECRET_ARN: "arn:aws:secretsmanager:eu-central-1:000000000000:secret:keys",
  STAGE: "test",
});
const { accessKeys, accessKeyId, signAccess, signPrivate, verifyAccess, verifyPrivate } = await import(
  "#platform/tokens.ts"
);

const now = new Date("2027-03-01T19:00:00.000Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const caller = {
  userId: "0198c0de-0000-7000-8000-000000000001",
  role: "attendee" as const,
  emailVerified: false,
  familyId: "0198c0de-0000-7000-8000-000000000002",
};
const times = { issuedAt: now, expiresAt: later(60) };
const Claims = z.object({ sub: z.string() });
const access = await signAccess(caller, now);
const refresh = await signPrivate("refresh", { sub: caller.userId }, times);

/** The token with one character replaced by another that a token may hold. */
const tampered = (token: string) =>
  fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom(..."ABCwxyz0189-_."))
    .filter(([at, character]) => token[at] !== character)
    .map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1));

describe("an access token", () => {
  it("says who calls, for 15 minutes", async () => {
    expect(await verifyAccess(access, now)).toEqual(caller);
    expect(await verifyAccess(access, new Date(later(15).getTime() - 1000))).toEqual(caller);
    expect(await verifyAccess(access, later(15))).toBeUndefined();
  });

  it("is refused if any character was changed", async () => {
    const changed = fc.asyncProperty(tampered(access), async (text) => (await verifyAccess(text, now)) === undefined);
    await fc.assert(changed, { numRuns: 300 });
  });

  it("has one text only: the spare bits of its last character are not free", async () => {
    const others = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
    const texts = others.map((character) => access.slice(0, -1) + character).filter((text) => text !== access);
    expect(await Promise.all(texts.map((text) => verifyAccess(text, now)))).toEqual(texts.map(() => undefined));
  });

  it("is refused without a signature, under another algorithm, and with another type, audience, issuer or key", async () => {
    const { privateKey, publicKey } = await accessKeys();
    const claims = { role: "super_admin", emailVerified: true, familyId: caller.familyId };
    const signed = (
      more: { typ?: string; iss?: string; aud?: string; kid?: string } = {},
      key: Parameters<SignJWT["sign"]>[0] = privateKey,
    ) =>
      new SignJWT(claims)
        .setProtectedHeader({
          alg: key === privateKey ? "EdDSA" : "HS256",
          typ: more.typ ?? "at+jwt",
          kid: more.kid ?? accessKeyId,
        })
        .setSubject(caller.userId)
        .setIssuer(more.iss ?? "bilten/test")
        .setAudience(more.aud ?? "bilten:api")
        .setIssuedAt(now)
        .setExpirationTime(later(15))
        .sign(key);
    expect(await verifyAccess(await signed(), now)).toMatchObject({ role: "super_admin" });

    const { x = "" } = publicKey.export({ format: "jwk" });
    const none = new UnsecuredJWT(claims).setSubject(caller.userId).setIssuer("bilten/test").setAudience("bilten:api");
    const header = base64url.encode(JSON.stringify({ alg: "none", typ: "at+jwt", kid: accessKeyId }));
    const forgeries = [
      none.setExpirationTime(later(15)).encode(),
      [header, access.split(".")[1], ""].join("."),
      [header, ...access.split(".").slice(1)].join("."),
      await signed({ kid: "access-0" }),
      // The public key as an HMAC secret: the classic confusion of algorithms.
      await signed({}, base64url.decode(x)),
      await signed({ typ: "JWT" }),
      await signed({ iss: "bilten/prod" }),
      await signed({ aud: "someone else" }),
    ];
    expect(await Promise.all(forgeries.map((token) => verifyAccess(token, now)))).toEqual(
      forgeries.map(() => undefined),
    );
  });

  it("is never a refresh token, nor the other way round", async () => {
    expect(await verifyAccess(refresh, now)).toBeUndefined();
    expect(await verifyPrivate("refresh", access, Claims, now)).toBeUndefined();
  });
});

describe("a private token", () => {
  it("is the same text if made twice of the same, and expires", async () => {
    expect(await signPrivate("refresh", { sub: caller.userId }, times)).toBe(refresh);
    expect(await verifyPrivate("refresh", refresh, Claims, now)).toEqual({ sub: caller.userId });
    expect(await verifyPrivate("refresh", refresh, Claims, later(60))).toBeUndefined();
  });

  it("serves its own purpose only", async () => {
    const purposes = ["refresh", "verify-email", "reset-password"] as const;
    for (const made of purposes) {
      const token = await signPrivate(made, { sub: caller.userId }, times);
      for (const asked of purposes) {
        expect((await verifyPrivate(asked, token, Claims, now)) !== undefined).toBe(made === asked);
      }
    }
  });

  it("is refused if any character was changed", async () => {
    const changed = fc.asyncProperty(tampered(refresh), async (text) => {
      return (await verifyPrivate("refresh", text, Claims, now)) === undefined;
    });
    await fc.assert(changed, { numRuns: 300 });
  });
});
