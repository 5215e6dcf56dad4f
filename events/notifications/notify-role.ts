import { userRoleChanged } from "#events/facts/user-role-changed.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyRole = subscriber("notifications/notify-role", {
  summary: "Tells somebody in the app that they got another role",
  trigger: { kind: "facts", facts: [userRoleChanged] },
  uses: ["table:get", "table:put"],
  impact: "People are not told that they may do more, or less, than before.",
  timeout: 30,
});
