import { invitation } from "#data/invitation.ts";
import { listed } from "#data/listed.ts";
import { readFirst } from "#data/page.ts";
import type { Invitation } from "#domain/invitation.ts";
import { normalizeEmail } from "#domain/text.ts";

export type InvitationKey = Pick<Invitation, "organizerId" | "invitationId">;

/** More than an address can be sent while invitations are kept. */
const most = 5_000;

/** What an address was invited to: the one trace of it that does not lead to its person. */
export async function invitationsTo(email: string): Promise<InvitationKey[]> {
  const found = await readFirst(invitation.query.ofAddress({ email: normalizeEmail(email) }), most);
  return found
    .map(listed(invitation, "ofAddress"))
    .map(({ organizerId, invitationId }) => ({ organizerId, invitationId }));
}

export async function removeInvitations(keys: readonly InvitationKey[]): Promise<void> {
  for (const key of keys) await invitation.delete(key).go();
}
