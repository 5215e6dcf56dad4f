import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const health = operation("site/health", {
  method: "GET",
  path: "/v1/health",
  summary: "Whether the API answers and its table can be read",
  auth: "public",
  input: z.object({}),
  output: z.object({ status: z.literal("ok"), stage: z.string(), now: z.iso.datetime() }),
  success: 200,
  uses: ["table:get"],
  faults: [],
  impact: "Monitors cannot tell whether the API works.",
});
