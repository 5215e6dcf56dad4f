import * as z from "zod";
import { id } from "#domain/ids.ts";
import { Preferences } from "#domain/preferences.ts";
import { email, line, phone } from "#domain/text.ts";
import { shownTrail } from "#domain/trail.ts";

export const roles = ["attendee", "organizer", "admin", "super_admin"] as const;
export type Role = (typeof roles)[number];
/** Whether a role includes another: each does what those before it do. */
export const includesRole = (role: Role, wanted: Role) => roles.indexOf(role) >= roles.indexOf(wanted);
export const locales = ["en", "ar", "de", "es", "fr", "it"] as const;
export type Locale = (typeof locales)[number];

/** A person's profile. The password lives in the credential, out of reach of every read of a profile. */
export const User = z.object({
  userId: id,
  email,
  firstName: line(1, 100),
  lastName: line(1, 100),
  phone: phone.optional(),
  role: z.enum(roles),
  locale: z.enum(locales),
  preferences: Preferences.optional(),
  emailVerifiedAt: z.string().optional(),
  /** The address they want to move to; it counts once somebody proved to read its mail. */
  pendingEmail: email.optional(),
  /** The address before this one, until it was told of the change. */
  formerEmail: email.optional(),
  /** How often their sessions were ended together, for a new password for example; none is never. */
  sessionsEpoch: z.int().min(1).optional(),
  /** The one session that the last time spared: its owner is who ended the others. */
  keptSession: id.optional(),
  isActive: z.boolean(),
  /** Since when they are away of their own will; logging in brings them back. */
  deactivatedAt: z.string().optional(),
  /** Since when we keep them out; only we can let them in again. */
  suspendedAt: z.string().optional(),
  /** Since when the account is deleted; super_admins can restore it. */
  deletedAt: z.string().optional(),
});
export type User = z.infer<typeof User>;

/** A profile as its owner sees it. */
export const Profile = User.pick({
  userId: true,
  email: true,
  firstName: true,
  lastName: true,
  phone: true,
  role: true,
  locale: true,
  preferences: true,
  emailVerifiedAt: true,
  pendingEmail: true,
}).extend(shownTrail);

/** Who may log in with an address. Its key is the normalized address, so no two accounts share one. */
export const Credential = z.object({
  email: z.string(),
  userId: id,
  passwordHash: z.string(),
});
export type Credential = z.infer<typeof Credential>;

/**
 * The key under which a person's fields are sealed in the audit log: 32 random bytes in base64. Who destroys it makes
 * them unreadable there for ever; backups know it for 28 days more.
 */
export const AuditKey = z.object({ userId: id, key: z.base64().length(44) });
export type AuditKey = z.infer<typeof AuditKey>;

/** A family of refresh tokens, begun by one login. Only the token of the newest generation is alive. */
export const Session = z.object({
  userId: id,
  familyId: id,
  /** The person's `sessionsEpoch` when their password was proved: it is over once that has grown. */
  epoch: z.int().min(0),
  generation: z.int().min(1),
  rotatedAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().optional(),
});
export type Session = z.infer<typeof Session>;
