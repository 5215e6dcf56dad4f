import { operations } from "#functions/operations.ts";
import { docs } from "#functions/site/docs.ts";
import { page } from "#platform/html.ts";
import { openapi } from "#platform/openapi.ts";
import { pageStyle } from "#platform/page-style.ts";
import { reference } from "#platform/reference.ts";
import { serve } from "#platform/serve.ts";

const answer = page("Bilten API reference", pageStyle, reference(openapi(operations)));

export const handler = serve(docs, () => answer);
