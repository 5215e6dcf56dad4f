import { userReactivated } from "#events/facts/user-reactivated.ts";
import { userSuspended } from "#events/facts/user-suspended.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendAccountNotice = subscriber("accounts/send-account-notice", {
  summary: "Mails somebody that their account was suspended, or is open again",
  trigger: { kind: "facts", facts: [userSuspended, userReactivated] },
  uses: ["table:get", "table:put", "table:update", "mail:send"],
  impact: "Who was suspended learns of it only when they cannot log in.",
  timeout: 30,
});
