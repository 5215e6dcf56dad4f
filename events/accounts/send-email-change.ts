import { emailChangeRequested } from "#events/facts/email-change-requested.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendEmailChange = subscriber("accounts/send-email-change", {
  summary: "Asks the address an account is to move to, and tells the present one",
  trigger: { kind: "facts", facts: [emailChangeRequested] },
  uses: ["table:get", "table:put", "table:update", "keys:read", "mail:send"],
  impact: "People cannot change their email address.",
  timeout: 30,
});
