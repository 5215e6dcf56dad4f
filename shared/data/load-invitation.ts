import { invitation } from "#data/invitation.ts";
import { findUser } from "#data/load-user.ts";
import { type Invitation, invitationIdOf } from "#domain/invitation.ts";
import type { Membership } from "#domain/organizer.ts";
import { normalizeEmail } from "#domain/text.ts";

/** An invitation as it is now, or nothing. */
export async function loadInvitation({ organizerId, invitationId }: Pick<Invitation, "organizerId" | "invitationId">) {
  return (await invitation.get({ organizerId, invitationId }).go({ consistent: true })).data ?? undefined;
}
export type StoredInvitation = NonNullable<Awaited<ReturnType<typeof loadInvitation>>>;

/** The invitation to a member's address that nobody has used, or nothing. */
export async function pendingInvitation({ userId, organizerId }: Pick<Membership, "userId" | "organizerId">) {
  const person = await findUser(userId);
  if (!person) return undefined;
  const invitationId = invitationIdOf(organizerId, normalizeEmail(person.email));
  const found = await loadInvitation({ organizerId, invitationId });
  return found?.status === "pending" ? found : undefined;
}
