import { userErased } from "#events/facts/user-erased.ts";
import { subscriber } from "#platform/subscriber.ts";

export const eraseLatecomers = subscriber("accounts/erase-latecomers", {
  summary: "Removes what an erased person's last access token, or a reaction that was on its way, brought about",
  trigger: { kind: "facts", facts: [userErased], delaySeconds: 900 },
  uses: ["table:get", "table:query", "gsi3:query", "table:put", "table:update", "table:delete"],
  impact: "What reached an erased person in their last minutes stays on record.",
  timeout: 60,
});
