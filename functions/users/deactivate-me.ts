import * as z from "zod";
import { TriedPassword } from "#domain/password.ts";
import { operation } from "#platform/operation.ts";

export const deactivateMe = operation("users/deactivate-me", {
  method: "POST",
  path: "/v1/users/me/deactivate",
  summary: "Put the account to sleep and end all its sessions; nothing is lost, and logging in wakes it",
  auth: "user",
  input: z.object({ password: TriedPassword }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "table:update"],
  faults: ["wrong_password", "too_many_requests"],
  impact: "People cannot deactivate their account.",
  memory: 1024,
});
