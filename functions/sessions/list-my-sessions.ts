import * as z from "zod";
import { SessionCard } from "#domain/session.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMySessions = operation("sessions/list-my-sessions", {
  method: "GET",
  path: "/v1/sessions",
  summary: "Where I am logged in: my sessions that go on, oldest first; a page may be short",
  auth: "user",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(SessionCard),
  success: 200,
  uses: ["table:get", "table:query"],
  faults: [],
  impact: "People cannot see where they are logged in.",
});
