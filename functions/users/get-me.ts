import * as z from "zod";
import { Profile } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const getMe = operation("users/get-me", {
  method: "GET",
  path: "/v1/users/me",
  summary: "The caller's own profile",
  auth: "user",
  input: z.object({}),
  output: Profile,
  success: 200,
  uses: ["table:get"],
  faults: [],
  impact: "People cannot see their profile.",
});
