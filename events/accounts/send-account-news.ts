import { emailChanged } from "#events/facts/email-changed.ts";
import { passwordChanged } from "#events/facts/password-changed.ts";
import { userDeactivated } from "#events/facts/user-deactivated.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendAccountNews = subscriber("accounts/send-account-news", {
  summary: "Mails an account's owner that its address or password changed, or that it was deactivated",
  trigger: { kind: "facts", facts: [emailChanged, passwordChanged, userDeactivated] },
  uses: ["table:get", "table:put", "table:update", "mail:send"],
  impact: "People do not learn that somebody else took over their account.",
  timeout: 30,
});
