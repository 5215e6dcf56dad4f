import { type Invitation, invitationDays } from "#domain/invitation.ts";
import type { Organizer } from "#domain/organizer.ts";
import { invitedWording } from "#domain/wording.ts";
import { env } from "#platform/env.ts";
import { letter } from "#platform/letter.ts";
import type { Mail } from "#platform/mail.ts";

/** To somebody who may have no account: they open one with this address first. */
export function invitationMail(invitation: Invitation, organizer: Organizer, token: string): Mail {
  const { title, message } = invitedWording(organizer, invitation.role);
  const parts = [
    "Hello,",
    message,
    `This token takes you into the team. It works for ${invitationDays} days, with this address only:`,
    { copy: token },
    `Log in, or open an account with this address, and send it to the API: POST ${env("PUBLIC_URL")}/v1/invitations/accept with {"token": "…"}.`,
    "If you do not know them, ignore this mail; nothing happens.",
  ];
  return { to: invitation.email, subject: title, ...letter(parts) };
}
