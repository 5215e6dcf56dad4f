import { SessionCard } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const getSession = operation("sessions/get-session", {
  method: "GET",
  path: "/v1/sessions/{sessionId}",
  summary: "One of my sessions that goes on",
  auth: "user",
  input: SessionCard.pick({ sessionId: true }),
  output: SessionCard,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "People cannot see whether one of their logins still works.",
});
