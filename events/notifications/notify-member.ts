import { memberJoined } from "#events/facts/member-joined.ts";
import { memberLeft } from "#events/facts/member-left.ts";
import { memberRemoved } from "#events/facts/member-removed.ts";
import { memberRoleChanged } from "#events/facts/member-role-changed.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyMember = subscriber("notifications/notify-member", {
  summary: "Tells in the app what became of somebody in a team: them, and of who left by themselves its owner",
  trigger: { kind: "facts", facts: [memberJoined, memberRoleChanged, memberRemoved, memberLeft] },
  uses: ["table:get", "table:put"],
  impact: "People are not told in the app what they may do for an organizer.",
  timeout: 30,
});
