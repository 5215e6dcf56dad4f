import * as z from "zod";
import { OrganizerCard } from "#domain/organizer.ts";
import { MailedToken } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const acceptInvitation = operation("members/accept-invitation", {
  method: "POST",
  path: "/v1/invitations/accept",
  summary: "Join the team the mailed token invites to, as the address it was mailed to; a repeat changes nothing",
  auth: "user",
  input: z.object({ token: MailedToken }),
  output: OrganizerCard,
  success: 200,
  uses: ["table:get", "table:put", "table:update", "table:check"],
  faults: ["invalid_token", "not_permitted", "email_not_verified", "busy"],
  impact: "Who was invited cannot join the team.",
});
