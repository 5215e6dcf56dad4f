import { memberInvited } from "#events/facts/member-invited.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendInvitation = subscriber("members/send-invitation", {
  summary: "Mails an invited address the token that takes it into the team; who has an account is told in the app, too",
  trigger: { kind: "facts", facts: [memberInvited] },
  uses: ["table:get", "table:put", "table:update", "keys:read", "mail:send"],
  impact: "Who was invited to a team waits for a mail that does not come.",
  timeout: 30,
});
