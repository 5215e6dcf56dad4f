import * as z from "zod";
import { id } from "#domain/ids.ts";
import { days, seconds, shifted } from "#domain/time.ts";
import type { Session, User } from "#domain/user.ts";

/** What a login or a refresh gives. The refresh token is used once: the answer brings the next. */
export const SessionTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  tokenType: z.literal("Bearer"),
  /** Seconds until the access token expires. */
  expiresIn: z.int(),
});
export type SessionTokens = z.infer<typeof SessionTokens>;

/** A token as it was mailed; whether it is one of ours is told by its signature alone. */
export const MailedToken = z.string().trim().min(1).max(2048);

/** How long a session lives without being refreshed. */
const life = days(30);

/** How long the token before the newest is answered with the newest again, for clients whose answer got lost. */
const grace = seconds(10);

/** A session's fields when its newest token is made. */
export const freshGeneration = (generation: number, now: Date) => ({
  generation,
  rotatedAt: now.toISOString(),
  expiresAt: shifted(now, life),
});

/**
 * Whether a session was ended together with others, by a new password or from another session. They are counted, as
 * times would not tell: a login may begin after the request that ends it, and be done before.
 */
export const isSwept = (
  { familyId, epoch }: Pick<Session, "familyId" | "epoch">,
  { sessionsEpoch = 0, keptSession }: Pick<User, "sessionsEpoch" | "keptSession">,
) => epoch < sessionsEpoch && familyId !== keptSession;

/** Whether a session's newest refresh token works. */
export const isLive = (session: Session, person: Pick<User, "sessionsEpoch" | "keptSession">, now: Date) =>
  !session.revokedAt && session.expiresAt > now.toISOString() && !isSwept(session, person);

/** A session as a list of one's own shows it. */
export const SessionCard = z.object({
  sessionId: id,
  createdAt: z.string(),
  /** When its access token was last renewed, which a client in use does every 15 minutes. */
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
});

/** `current` is the family of the one that asks. */
export const sessionCard = (
  { familyId, createdAt, rotatedAt, expiresAt }: Session & { readonly createdAt: string },
  current: string,
): z.input<typeof SessionCard> => ({
  sessionId: familyId,
  createdAt,
  lastUsedAt: rotatedAt,
  expiresAt,
  isCurrent: familyId === current,
});

/**
 * What a refresh token of `generation` is worth: `rotate` – it is the newest; `repeat` – it was until a moment ago;
 * `reuse` – it was used up before, so it is in two hands and the whole family must end; `ended` – no token works.
 */
export function judgeRefresh(session: Session, generation: number, now: Date): "rotate" | "repeat" | "reuse" | "ended" {
  if (session.revokedAt || session.expiresAt <= now.toISOString()) return "ended";
  if (generation === session.generation) return "rotate";
  // Signed by us and never given out: only a table restored from a backup knows less than its clients.
  if (generation > session.generation) return "ended";
  const lost = generation === session.generation - 1 && now.toISOString() <= shifted(session.rotatedAt, grace);
  return lost ? "repeat" : "reuse";
}
