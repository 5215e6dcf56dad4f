import * as z from "zod";
import { MyAnalytics } from "#domain/user-analytics.ts";
import { operation } from "#platform/operation.ts";

export const getMyAnalytics = operation("analytics/get-my-analytics", {
  method: "GET",
  path: "/v1/users/me/analytics",
  summary: "What the caller bought and went to, counted",
  auth: "user",
  input: z.object({}),
  output: MyAnalytics,
  success: 200,
  uses: ["table:get"],
  faults: [],
  impact: "People cannot see their own figures.",
});
