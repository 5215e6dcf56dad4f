import { jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { id } from "#domain/ids.ts";
import { ed25519FromSeed } from "#domain/ticket-token.ts";
import { epochSeconds } from "#domain/time.ts";
import { roles } from "#domain/user.ts";
import { env } from "#platform/env.ts";
import { keyFor } from "#platform/keys.ts";

/** Who is calling, as the access token says. It is 15 minutes old at most; rights on things are always read. */
export const Caller = z.object({
  userId: id,
  role: z.enum(roles),
  emailVerified: z.boolean(),
  familyId: id,
});
export type Caller = z.infer<typeof Caller>;

export const accessSeconds = 15 * 60;

const issuer = () => `bilten/${env("STAGE")}`;
const audience = "bilten:api";
const typ = "at+jwt";

let keptKeys: ReturnType<typeof ed25519FromSeed> | undefined;

/** The pair that access tokens are signed with; derived once per instance, as every request needs it. */
export async function accessKeys() {
  keptKeys ??= ed25519FromSeed(await keyFor("access-token"));
  return keptKeys;
}
/** Names the key a token is signed with; another purpose name would give another key beside it. */
export const accessKeyId = "access-1";

/** An EdDSA-signed access token (RFC 9068's `typ`), valid for 15 minutes from `now`. */
export async function signAccess({ userId, role, emailVerified, familyId }: Caller, now: Date): Promise<string> {
  const { privateKey } = await accessKeys();
  return new SignJWT({ role, emailVerified, familyId })
    .setProtectedHeader({ alg: "EdDSA", typ, kid: accessKeyId })
    .setSubject(userId)
    .setIssuer(issuer())
    .setAudience(audience)
    .setIssuedAt(epochSeconds(now))
    .setExpirationTime(epochSeconds(now) + accessSeconds)
    .sign(privateKey);
}

/** Who the token speaks for, or nothing if it is not one of ours, not for this or not valid now. */
export async function verifyAccess(token: string, now: Date): Promise<Caller | undefined> {
  const { publicKey } = await accessKeys();
  if (!isCanonical(token)) return undefined;
  const options = { algorithms: ["EdDSA"], typ, issuer: issuer(), audience, currentDate: now };
  const verified = await jwtVerify(token, publicKey, options).catch(() => undefined);
  if (verified?.protectedHeader.kid !== accessKeyId) return undefined;
  const caller = Caller.safeParse({ ...verified?.payload, userId: verified?.payload.sub });
  return caller.success ? caller.data : undefined;
}

/** The last character of a signature carries spare bits; only one form of it counts, so that a token has one text. */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf(".") + 1);
  return Buffer.from(signature, "base64url").toString("base64url") === signature;
}

/** Tokens that only we read again: each purpose has a key of its own, so one is never accepted as another. */
export async function signPrivate(
  purpose: "refresh" | "verify-email" | "change-email" | "reset-password" | "invitation",
  claims: Readonly<Record<string, string | number>>,
  times: { readonly issuedAt: Date | string; readonly expiresAt: Date | string },
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: `${purpose}+jwt` })
    .setIssuer(issuer())
    .setIssuedAt(epochSeconds(times.issuedAt))
    .setExpirationTime(epochSeconds(times.expiresAt))
    .sign(await keyFor(`${purpose}-token`));
}

/** The claims of a private token, or nothing if it is not valid now or does not fit `schema`. */
export async function verifyPrivate<S extends z.ZodObject>(
  purpose: Parameters<typeof signPrivate>[0],
  token: string,
  schema: S,
  now: Date,
): Promise<z.output<S> | undefined> {
  if (!isCanonical(token)) return undefined;
  const options = { algorithms: ["HS256"], typ: `${purpose}+jwt`, issuer: issuer(), currentDate: now };
  const verified = await jwtVerify(token, await keyFor(`${purpose}-token`), options).catch(() => undefined);
  const claims = schema.safeParse(verified?.payload);
  return claims.success ? claims.data : undefined;
}
