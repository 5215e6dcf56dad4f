import { userErased } from "#events/facts/user-erased.ts";
import { subscriber } from "#platform/subscriber.ts";

export const eraseUser = subscriber("accounts/erase-user", {
  summary: "Removes what an erased person had",
  trigger: { kind: "facts", facts: [userErased] },
  uses: ["table:get", "table:query", "gsi3:query", "table:put", "table:update", "table:delete"],
  impact: "What people were told stays on record although they asked to be forgotten.",
  timeout: 60,
});
