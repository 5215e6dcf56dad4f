import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const docs = operation("site/docs", {
  method: "GET",
  path: "/docs",
  summary: "The reference of this API, for people",
  auth: "public",
  input: z.object({}),
  output: undefined,
  produces: ["text/html"],
  success: 200,
  uses: [],
  faults: [],
  impact: "Integrators cannot read the reference.",
  cacheSeconds: 300,
});
