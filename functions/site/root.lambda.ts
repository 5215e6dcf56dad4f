import { docs } from "#functions/site/docs.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { health } from "#functions/site/health.ts";
import { root } from "#functions/site/root.ts";
import { html, page } from "#platform/html.ts";
import { pageStyle } from "#platform/page-style.ts";
import { serve } from "#platform/serve.ts";

const links = { docs: docs.path, openapi: getOpenapi.path, health: health.path };

const json = { contentType: "application/json", body: JSON.stringify({ name: "Bilten", ...links }) };
const people = page(
  "Bilten",
  pageStyle,
  html`<main><h1>Bilten</h1><p>Events, tickets and the door.</p><ul>
<li><a href="${links.docs}">Reference</a></li>
<li><a href="${links.openapi}">OpenAPI document</a></li>
<li><a href="${links.health}">Health</a></li></ul></main>`,
);

/** A browser gets a page, programs get JSON. */
export const handler = serve(root, ({ http }) => {
  const { headers, ...answer } = http.header("accept")?.includes("text/html") ? people : { headers: {}, ...json };
  return { ...answer, headers: { ...headers, vary: "accept" } };
});
