import { loadCredential } from "#data/load-credential.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { findOrganizer } from "#data/load-organizer.ts";
import { mailInvitationOnce } from "#data/mail-invitation-once.ts";
import { notify } from "#data/notify.ts";
import { isOpen } from "#domain/invitation.ts";
import { notificationOf } from "#domain/notification.ts";
import { invitedWording } from "#domain/wording.ts";
import { invitationMail } from "#events/members/invitation-mail.ts";
import { sendInvitation } from "#events/members/send-invitation.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signInvitation } from "#platform/mailed-tokens.ts";

export const handler = react(sendInvitation, async (fact, { now, change }) => {
  const [invitation, organizer] = await Promise.all([loadInvitation(fact.data), findOrganizer(fact.data.organizerId)]);
  // One that was renewed since tells a fact of its own.
  if (!invitation || invitation.fact?.id !== fact.id || !isOpen(invitation, now.toISOString())) return;
  if (!organizer?.isActive) return;
  const token = await signInvitation(invitation, fact.at);
  await mailInvitationOnce(invitation, change(), () => sendMail(invitationMail(invitation, organizer, token)));
  const known = await loadCredential(invitation.email);
  if (!known) return;
  const wording = invitedWording(organizer, invitation.role);
  await notify(notificationOf(fact, known.userId, "in_app", wording, now.toISOString()), change());
});
