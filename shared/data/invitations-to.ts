import { invitation } from "#data/invitation.ts";
import { listed } from "#data/listed.ts";
import { readFirst } from "#data/page.ts";
import type { Invitation } from "#domain/invitation.ts";
import { normalizeEmail } from "#domain/text.ts";

export type InvitationKey = Pick<Invitation, "organizerId" | "invitationId">;

/** More than an address can be sent while invitations are kept. */
const most = 5_000;

/** What addresses were invited to: the one trace of them that does not lead to their person. */
export async function invitationsTo(...emails: readonly (string | undefined)[]): Promise<InvitationKey[]> {
  const found = emails.map((email) =>
    email === undefined ? [] : readFirst(invitation.query.ofAddress({ email: normalizeEmail(email) }), most),
  );
  return (await Promise.all(found))
    .flat()
    .map(listed(invitation, "ofAddress"))
    .map(({ organizerId, invitationId }) => ({ organizerId, invitationId }));
}

export async function removeInvitations(keys: readonly InvitationKey[]): Promise<void> {
  for (const key of keys) await invitation.delete(key).go();
}
