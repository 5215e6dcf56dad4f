import * as z from "zod";
import { derivedId, id } from "#domain/ids.ts";
import { memberRoles } from "#domain/organizer.ts";
import { email, normalizeEmail } from "#domain/text.ts";
import { days, shifted } from "#domain/time.ts";

const invitationStatuses = ["pending", "accepted", "revoked"] as const;

/** How long an invitation can be accepted, in days. */
export const invitationDays = 7;

/**
 * An address that an organizer wants in its team, whether or not it has an account: nobody is told which. Organizer and
 * address make its id, so there is one of them, and inviting again renews it.
 */
export const Invitation = z.object({
  invitationId: id,
  organizerId: id,
  /** In the form under which an account is unique. */
  email,
  role: z.enum(memberRoles),
  invitedBy: id,
  status: z.enum(invitationStatuses),
  expiresAt: z.string(),
  /** When it was handed to the mail; until `claimedUntil` somebody is doing so. */
  mailedAt: z.string().optional(),
  claimedUntil: z.string().optional(),
});
export type Invitation = z.infer<typeof Invitation>;

/** What owners see of it. */
export const InvitationCard = Invitation.pick({ invitationId: true, email: true, role: true, expiresAt: true }).extend({
  version: z.int(),
  createdAt: z.string(),
});

/** The id of the one invitation of an address, in the form under which an account is unique, to an organizer's team. */
export const invitationIdOf = (organizerId: string, email: string) => derivedId("invitation", organizerId, email);

export function invitationOf(
  { organizerId, role, ...to }: Pick<Invitation, "organizerId" | "email" | "role">,
  invitedBy: string,
  now: Date,
): Invitation {
  const email = normalizeEmail(to.email);
  const invitationId = invitationIdOf(organizerId, email);
  const expiresAt = shifted(now, days(invitationDays));
  return { invitationId, organizerId, email, role, invitedBy, status: "pending", expiresAt };
}

/** Whether it was sent, or renewed, after somebody's membership ended: none takes back who left or was taken out since. */
export const isSince = ({ expiresAt }: Pick<Invitation, "expiresAt">, endedAt: string | undefined) =>
  endedAt === undefined || expiresAt > shifted(new Date(endedAt), days(invitationDays));

/** Whether it can still be accepted. */
export const isOpen = ({ status, expiresAt }: Invitation, now: string) => status === "pending" && expiresAt > now;
