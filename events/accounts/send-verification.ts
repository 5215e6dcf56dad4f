import { userRegistered } from "#events/facts/user-registered.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendVerification = subscriber("accounts/send-verification", {
  summary: "Mails a new account's owner the token that verifies the address",
  trigger: { kind: "facts", facts: [userRegistered] },
  uses: ["table:get", "table:put", "table:update", "keys:read", "mail:send"],
  impact: "New people cannot verify their address, so they cannot buy tickets.",
  timeout: 30,
});
