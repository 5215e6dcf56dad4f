import { type Html, html } from "#platform/html.ts";
import type { JsonSchema } from "#platform/json-schema.ts";

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** An object's fields as a table, objects within it as tables within. */
export function fieldTable(schema: JsonSchema): Html {
  const { properties = {}, required = [] } = schema as Schema;
  const rows = Object.entries(properties).map(([name, field]) => fieldRow(name, field, required.includes(name)));
  return html`<table class="fields">${rows}</table>`;
}

export function fieldRow(name: string, schema: JsonSchema, required: boolean, where?: string): Html {
  const field = schema as Schema;
  const inner = innerObject(field);
  return html`<tr><th scope="row"><code>${name}</code>${where && html` <small>${where}</small>`}</th><td>${typeText(field)}${!required && html` <small>optional</small>`}${
    field.description && html`<br>${field.description}`
  }${inner && fieldTable(inner)}</td></tr>`;
}

/** The schema of an answer: by its name if it has one. */
export const schemaText = (schema: JsonSchema): Html =>
  (schema as Schema).properties ? fieldTable(schema) : typeText(schema as Schema);

const innerObject = (schema: Schema): Schema | undefined =>
  schema.properties ? schema : schema.items ? innerObject(schema.items) : undefined;

function typeText(schema: Schema): Html {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const options = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (options) return joined(options.map(typeText), schema.allOf ? " and " : " or ");
  if (schema.enum)
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      " ",
    );
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`;
  if (schema.items) return html`list of ${typeText(schema.items)}${limits(schema.minItems, schema.maxItems, " items")}`;
  const type = typeof schema.type === "string" ? schema.type : (schema.type ?? ["anything"]).join(" or ");
  const values = typeof schema.additionalProperties === "object" && schema.additionalProperties;
  return html`${schema.format ?? type}${values && html` of ${typeText(values)}`}${limits(schema.minimum, schema.maximum, "")}${limits(
    schema.minLength,
    schema.maxLength,
    " characters",
  )}${schema.default !== undefined && html`, <code>${String(schema.default)}</code> unless given`}`;
}

const joined = (parts: readonly Html[], by: string) =>
  html`${parts.map((part, i) => (i === 0 ? part : html`${by}${part}`))}`;

function limits(from: number | undefined, to: number | undefined, unit: string): Html | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) return html`, at most ${to}${unit}`;
  return to === undefined ? html`, at least ${from}${unit}` : html`, ${from} to ${to}${unit}`;
}
