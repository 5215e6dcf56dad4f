import { invitation } from "#data/invitation.ts";
import type { Invitation } from "#domain/invitation.ts";

/** An invitation as it is now, or nothing. */
export async function loadInvitation({ organizerId, invitationId }: Pick<Invitation, "organizerId" | "invitationId">) {
  return (await invitation.get({ organizerId, invitationId }).go({ consistent: true })).data ?? undefined;
}
export type StoredInvitation = NonNullable<Awaited<ReturnType<typeof loadInvitation>>>;
