import * as z from "zod";
import { id } from "#domain/ids.ts";
import type { SessionTokens } from "#domain/session.ts";
import type { Session, User } from "#domain/user.ts";
import { accessSeconds, signAccess, signPrivate, verifyPrivate } from "#platform/tokens.ts";

const Refresh = z.object({ sub: id, familyId: id, generation: z.int().min(1) });

/**
 * The tokens of a session's newest generation. The refresh token is made of what the session says and nothing else, so
 * that asking twice gives the same one.
 */
export async function sessionTokens(person: User, session: Session, now: Date): Promise<SessionTokens> {
  const { userId, familyId, generation, rotatedAt, expiresAt } = session;
  const caller = { userId, role: person.role, emailVerified: person.emailVerifiedAt !== undefined, familyId };
  const times = { issuedAt: rotatedAt, expiresAt };
  return {
    accessToken: await signAccess(caller, now),
    refreshToken: await signPrivate("refresh", { sub: userId, familyId, generation }, times),
    tokenType: "Bearer",
    expiresIn: accessSeconds,
  };
}

/** What a refresh token says, or nothing if it is none of ours or has expired. */
export const readRefresh = (token: string, now: Date) => verifyPrivate("refresh", token, Refresh, now);
