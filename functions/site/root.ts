import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const root = operation("site/root", {
  method: "GET",
  path: "/",
  summary: "Where to go from here",
  auth: "public",
  input: z.object({}),
  output: undefined,
  produces: ["text/html", "application/json"],
  success: 200,
  uses: [],
  faults: [],
  impact: "Who opens the API's address finds nothing there.",
  cacheSeconds: 300,
});
