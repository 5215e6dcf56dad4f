import { passwordResetRequested } from "#events/facts/password-reset-requested.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendPasswordReset = subscriber("accounts/send-password-reset", {
  summary: "Mails an account's owner the token that sets a new password",
  trigger: { kind: "facts", facts: [passwordResetRequested] },
  uses: ["table:get", "table:put", "table:update", "keys:read", "mail:send"],
  impact: "Who forgot their password stays locked out.",
  timeout: 30,
});
