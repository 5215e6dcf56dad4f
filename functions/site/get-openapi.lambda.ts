import { operations } from "#functions/operations.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { openapi } from "#platform/openapi.ts";
import { serve } from "#platform/serve.ts";

const document = openapi(operations);

export const handler = serve(getOpenapi, () => document);
