import { registrationRepeated } from "#events/facts/registration-repeated.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendAlreadyRegistered = subscriber("accounts/send-already-registered", {
  summary: "Tells an account's owner that somebody tried to register with their address",
  trigger: { kind: "facts", facts: [registrationRepeated] },
  uses: ["table:get", "table:put", "table:update", "keys:read", "mail:send"],
  impact: "Who forgot that they have an account waits for a mail that does not come.",
  timeout: 30,
});
