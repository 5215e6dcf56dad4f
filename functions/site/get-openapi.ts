import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const getOpenapi = operation("site/get-openapi", {
  method: "GET",
  path: "/openapi.json",
  summary: "This API as an OpenAPI 3.1 document",
  auth: "public",
  input: z.object({}),
  output: z.looseObject({ openapi: z.string() }),
  success: 200,
  uses: [],
  faults: [],
  impact: "Integrators cannot read the API's description.",
  cacheSeconds: 300,
});
