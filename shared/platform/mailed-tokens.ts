import * as z from "zod";
import { fingerprint } from "#domain/fingerprint.ts";
import { id } from "#domain/ids.ts";
import type { Invitation } from "#domain/invitation.ts";
import { normalizeEmail } from "#domain/text.ts";
import { hours, shifted } from "#domain/time.ts";
import type { Credential, User } from "#domain/user.ts";
import { signPrivate, verifyPrivate } from "#platform/tokens.ts";

const Verification = z.object({ sub: id, email: z.string() });
const Invited = z.object({ sub: id, organizerId: id });
const Reset = Verification.extend({ password: z.string() });

export const verificationHours = 24;
export const resetHours = 1;

/** Proves that whoever sends it back reads the mail of this address. */
export const signVerification = ({ userId, email }: User, at: string) =>
  signPrivate(
    "verify-email",
    { sub: userId, email: normalizeEmail(email) },
    { issuedAt: at, expiresAt: shifted(at, hours(verificationHours)) },
  );

export const readVerification = (token: string, now: Date) => verifyPrivate("verify-email", token, Verification, now);

/** Proves that whoever sends it back reads the mail of the address an account is to move to. */
export const signEmailChange = (userId: string, email: string, at: string) =>
  signPrivate(
    "change-email",
    { sub: userId, email: normalizeEmail(email) },
    { issuedAt: at, expiresAt: shifted(at, hours(verificationHours)) },
  );

export const readEmailChange = (token: string, now: Date) => verifyPrivate("change-email", token, Verification, now);

/** Allows one change of the password: it is bound to the one in place. */
export const signReset = ({ userId, email, passwordHash }: Credential, at: string) =>
  signPrivate(
    "reset-password",
    { sub: userId, email, password: fingerprint(passwordHash) },
    { issuedAt: at, expiresAt: shifted(at, hours(resetHours)) },
  );

export const readReset = (token: string, now: Date) => verifyPrivate("reset-password", token, Reset, now);

/** Whether a reset token was made for the password in place. */
export const isForPassword = (claims: z.output<typeof Reset>, { userId, passwordHash }: Credential) =>
  claims.sub === userId && claims.password === fingerprint(passwordHash);

/** Proves that whoever sends it back reads the mail of the address that was invited. */
export const signInvitation = ({ invitationId, organizerId, expiresAt }: Invitation, at: string) =>
  signPrivate("invitation", { sub: invitationId, organizerId }, { issuedAt: at, expiresAt });

export const readInvitation = (token: string, now: Date) => verifyPrivate("invitation", token, Invited, now);
