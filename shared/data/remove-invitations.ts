import { invitation } from "#data/invitation.ts";
import { listed } from "#data/listed.ts";
import { readFirst } from "#data/page.ts";
import { normalizeEmail } from "#domain/text.ts";

/** More than an address can be sent while invitations are kept. */
const most = 5_000;

/** Removes what an address was invited to: the one trace of it that does not lead to its person. */
export async function removeInvitations(email: string): Promise<void> {
  const found = await readFirst(invitation.query.ofAddress({ email: normalizeEmail(email) }), most);
  const keys = found.map(listed(invitation, "ofAddress"));
  for (const { organizerId, invitationId } of keys) await invitation.delete({ organizerId, invitationId }).go();
}
