import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const logout = operation("auth/logout", {
  method: "POST",
  path: "/v1/auth/logout",
  summary: "End the session the access token belongs to",
  auth: "user",
  input: z.object({}),
  output: undefined,
  success: 204,
  uses: ["table:update"],
  faults: [],
  impact: "Sessions last until they expire, even on lost devices.",
});
