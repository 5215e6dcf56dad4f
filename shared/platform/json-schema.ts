import * as z from "zod";
import { type Operation, pathNames } from "#platform/operation.ts";

export type JsonSchema = { readonly [key: string]: unknown };

/** Formats that say all a reader wants to know, by zod's name; the patterns zod adds to them are long and say nothing. */
const formats = new Map([
  ["datetime", "date-time"],
  ["date", "date"],
  ["email", "email"],
  ["uuid", "uuid"],
  ["url", "uri"],
]);

type Params = NonNullable<Parameters<typeof z.toJSONSchema>[1]>;
type Override = NonNullable<Params["override"]>;

type Stated = { readonly error?: ((issue: never) => unknown) | undefined };

/**
 * What a schema says when it refuses, as the description of what it takes: rules that JSON Schema has no word for, such
 * as being a time zone, are told that way at least.
 */
function sayingsOf({ _zod: { def } }: z.core.$ZodType): string[] {
  const stated: readonly Stated[] = [def as Stated, ...(def.checks ?? []).map((check) => check._zod.def as Stated)];
  const sayings = stated.map(({ error }) => error?.({} as never)).filter((saying) => typeof saying === "string");
  return [...new Set(sayings)];
}

/** Leaves out what is noise to a reader, and what would forbid us to add a field to an answer one day. */
const readable: Override = ({ zodSchema, jsonSchema: schema }) => {
  const { def } = zodSchema._zod;
  const format = "format" in def && formats.get(String(def.format));
  const sayings = sayingsOf(zodSchema);
  const told = format ? sayings.at(-1) : sayings.join("; ");
  if (told) schema.description ??= told;
  if (format) {
    schema.format = format;
    delete schema.pattern;
    delete schema.allOf;
  }
  if (schema.format === "e164") delete schema.format;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
};

const open: Override = (context) => {
  readable(context);
  const { def } = context.zodSchema._zod;
  if (def.type === "object" && !("catchall" in def && def.catchall)) delete context.jsonSchema.additionalProperties;
};

/** What an operation takes, split as it is sent: into the path, and into the query or the body. */
export function inputSchemas(op: Operation) {
  const { properties = {}, required = [] } = z.toJSONSchema(op.input, { io: "input", override: readable });
  const inPath = pathNames(op.path);
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema: schema as JsonSchema,
    required: required.includes(name),
  }));
  const missing = inPath.filter((name) => !(name in properties));
  if (missing.length > 0) throw new Error(`${op.id}: its path names ${missing} but its input does not`);
  return {
    path: fields.filter(({ name }) => inPath.includes(name)),
    rest: fields.filter(({ name }) => !inPath.includes(name)),
  };
}

export const componentUri = (name: string) => `#/components/schemas/${name}`;

/**
 * The schemas of all answers, each once. What `get-event` answers is an `Event` wherever it occurs; what a list's page
 * holds is an `EventCard` unless it is that; other answers are named after their operation.
 */
export function outputSchemas(operations: readonly Operation[]) {
  const registry = z.registry<{ id: string }>();
  const names = new Set<string>();
  const add = (schema: z.ZodType, ...wanted: readonly string[]) => {
    const name = wanted.find((name) => !names.has(name));
    if (registry.has(schema) || name === undefined) return;
    names.add(name);
    registry.add(schema, { id: name });
  };
  const answering = operations.filter((op) => op.output);
  for (const { id, output } of answering) {
    const [, noun] = /\/get-(.+)$/.exec(id) ?? [];
    if (noun && output) add(output, pascal(noun), `${pascal(noun)}Response`);
  }
  for (const op of answering) {
    const item = itemOf(op);
    const [noun = "", verb = ""] = op.id.split("/");
    if (item) add(item, `${pascal(singular(noun))}Card`, `${pascal(verb)}Item`);
    if (op.output) add(op.output, `${pascal(verb)}Response`, `${pascal(noun)}${pascal(verb)}Response`);
  }
  const { schemas } = z.toJSONSchema(registry, { io: "output", uri: componentUri, override: open });
  const components = Object.entries(schemas).map(([name, { $id, $schema, ...schema }]) => [name, schema] as const);
  return {
    components: Object.fromEntries(components),
    nameOf: (schema: z.ZodType) => registry.get(schema)?.id ?? "",
  };
}

function itemOf({ output }: Operation): z.ZodObject | undefined {
  const items = output instanceof z.ZodObject ? output.shape.items : undefined;
  return items instanceof z.ZodArray && items.element instanceof z.ZodObject ? items.element : undefined;
}

const singular = (noun: string) => noun.replace(/ies$/, "y").replace(/s$/, "");

/** `place-order` → `PlaceOrder`. */
export const pascal = (words: string) => words.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
