import * as z from "zod";
import { TriedPassword } from "#domain/password.ts";
import { operation } from "#platform/operation.ts";

export const eraseMe = operation("users/erase-me", {
  method: "POST",
  path: "/v1/users/me/erase",
  summary: "Erase everything personal for good; what was paid stays on record under a number that leads to nobody",
  auth: "user",
  input: z.object({
    password: TriedPassword,
    /** Nobody can show a ticket's code any more without logging in. */
    acceptLosingTickets: z.boolean().default(false),
  }),
  output: undefined,
  success: 202,
  uses: [
    ...["table:get", "table:batch-get", "table:query", "gsi1:query", "gsi2:query"],
    ...["table:put", "table:update", "table:delete", "table:check", "mail:send"],
  ] as const,
  faults: [
    ...["wrong_password", "too_many_requests", "still_needed"],
    ...["tickets_would_be_lost", "payment_pending", "busy"],
  ] as const,
  impact: "People cannot have their data erased, which is their right.",
  memory: 1024,
  timeout: 25,
});
