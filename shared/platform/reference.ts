import { Html, html } from "#platform/html.ts";
import type { JsonSchema } from "#platform/json-schema.ts";
import type { OpenApiDocument } from "#platform/openapi.ts";
import { fieldRow, fieldTable, schemaText } from "#platform/reference-schema.ts";

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
type Media = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Described = {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Media };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Media }>>;
};
type Row = Described & { readonly method: string; readonly path: string };

/** An OpenAPI document as a page for people: everything on one page, so that the browser's own search finds it. */
export function reference(document: OpenApiDocument): Html {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, row]): Row => ({ ...(row as Described), method: method.toUpperCase(), path }),
    ),
  );
  const of = (tag: string) => rows.filter(({ tags }) => tags.includes(tag));
  const contents = document.tags.map(
    ({ name }) => html`<li><a href="#${name}">${name}</a><ul>${of(name).map(link)}</ul></li>`,
  );
  const sections = document.tags.map(
    ({ name, description }) =>
      html`<section id="${name}"><h2>${name}</h2><p>${description}</p>${of(name).map(operation)}</section>`,
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      html`<article id="schema-${name}"><h3>${name}</h3>${fieldTable(schema as JsonSchema)}</article>`,
  );
  const { title, version, summary, description } = document.info;
  return html`<nav><a href="#top"><strong>${title}</strong></a><ul>${contents}<li><a href="#schemas">schemas</a></li></ul></nav>
<main id="top"><h1>${title} ${version}</h1><p>${summary}. As a document: <a href="/openapi.json">openapi.json</a>.</p>
${prose(description)}${sections}<section id="schemas"><h2>schemas</h2>${schemas}</section></main>`;
}

const anchor = ({ operationId }: Row) => operationId.replace("/", ".");
const link = (row: Row) =>
  html`<li><a href="#${anchor(row)}"><b class="${row.method}">${row.method}</b> ${row.operationId.split("/")[1]}</a></li>`;

function operation(row: Row): Html {
  const { method, path, summary, parameters = [], requestBody, responses } = row;
  const body = requestBody?.content["application/json"]?.schema;
  const answers = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const shown = status < "400" && Object.entries(content).map(([type, { schema }]) => answer(type, schema));
    return html`<tr><th scope="row">${status}</th><td>${prose(description)}${shown}</td></tr>`;
  });
  return html`<article id="${anchor(row)}">
<h3><b class="${method}">${method}</b> <code>${path}</code></h3><p>${summary}. <small>${whoMayCall(row)}</small></p>
${parameters.length > 0 && html`<h4>Parameters</h4><table class="fields">${parameters.map((p) => fieldRow(p.name, described(p), p.required, p.in))}</table>`}
${body && html`<h4>Body</h4>${schemaText(body)}`}
<h4>Answers</h4><table class="fields">${answers}</table>
<details><summary>curl</summary><pre>${curl(row)}</pre></details></article>`;
}

const answer = (type: string, schema: JsonSchema) =>
  html`<div>${type === "application/json" ? schemaText(schema) : html`<code>${type}</code>`}</div>`;

const described = ({ schema, description }: Parameter): JsonSchema =>
  description ? { ...schema, description } : schema;

const signs = (row: Row, scheme: string) => row.security.some((way) => scheme in way);

function whoMayCall(row: Row): string {
  if (signs(row, "stripeSignature")) return "Only Stripe, by its signature.";
  if (!signs(row, "accessToken")) return "Anyone.";
  return row.security.length > 1 ? "Anyone; with an access token, as its owner." : "With an access token.";
}

function curl(row: Row): string {
  const { method, path, parameters = [], requestBody } = row;
  const headers = [
    ...(signs(row, "accessToken") ? ["Authorization: Bearer $TOKEN"] : []),
    ...(requestBody ? ["Content-Type: application/json"] : []),
    ...parameters.filter((p) => p.in === "header").map(({ name }) => `${name}: …`),
  ];
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "$API${path}"`,
    ...headers.map((header) => `-H "${header}"`),
    ...(requestBody ? [`-d '{ … }'`] : []),
  ];
  return lines.join(" \\\n  ");
}

/** The little Markdown our descriptions use: lines, lists, `code` and **bold**. */
function prose(text: string): Html {
  const inline = (line: string) =>
    new Html(html`${line}`.text.replace(/`([^`]+)`/g, "<code>$1</code>").replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>"));
  const lines = text.split("\n").filter((line) => line !== "");
  const items = lines.filter((line) => line.startsWith("- "));
  const others = lines.filter((line) => !line.startsWith("- "));
  return html`${others.map((line) => html`<p>${inline(line)}</p>`)}${
    items.length > 0 && html`<ul>${items.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`
  }`;
}
