import { CustomAttributeType, Entity } from "electrodb";
import * as z from "zod";
import { storedField } from "#data/stored-field.ts";
import { table } from "#data/table.ts";

/**
 * What every item carries (the seed's audit trail): UTC ISO times, who changed it last, and a version that grows by one
 * on each write. `fact` is what the last write tells the world; the relay publishes it when its id is new. `purgeAt`
 * (epoch seconds) is the only attribute that lets DynamoDB delete the item.
 */
const trail = {
  createdAt: z.string(),
  updatedAt: z.string(),
  changedBy: z.string(),
  version: z.int().min(1),
  fact: z.object({ id: z.string(), type: z.string() }).optional(),
  purgeAt: z.int().optional(),
  /** Who is about to remove it. What is removed without this is told by what is written in the same transaction. */
  removedBy: z.string().optional(),
  /** When it was moved to the archive. Every item there has it, and none elsewhere. */
  archivedAt: z.string().optional(),
  /** Of the request that created it, if that had an Idempotency-Key. */
  requestHash: z.string().optional(),
};

/** A domain object as it is read from the table. */
export type Stored<S extends z.ZodObject> = z.output<S> & z.output<z.ZodObject<typeof trail>>;

type Field<F extends z.core.$ZodType> = {
  readonly type: ReturnType<typeof CustomAttributeType<NonNullable<z.output<F>>>>;
  readonly required: undefined extends z.output<F> ? false : true;
  readonly validate: (value: unknown) => boolean;
};
type Fields<S> = { readonly [K in keyof S & string]: S[K] extends z.core.$ZodType ? Field<S[K]> : never };

function kindOf(schema: z.core.$ZodType): "string" | "number" | "boolean" | "any" {
  const def = schema._zod.def;
  if (def.type === "optional" || def.type === "nullable" || def.type === "default") {
    return kindOf((def as z.core.$ZodOptionalDef).innerType);
  }
  if (def.type === "string" || def.type === "enum" || def.type === "literal") return "string";
  return def.type === "number" || def.type === "boolean" ? def.type : "any";
}

function field(entity: string, name: string, schema: z.core.$ZodType) {
  const kind = kindOf(schema);
  return {
    ...storedField(entity, name),
    type: CustomAttributeType<unknown>(kind as "any"),
    required: !z.safeParse(schema, undefined).success,
    // ElectroDB hands the validator of a nested attribute the bare leaf when an update sets only that leaf.
    validate: (value: unknown) =>
      value === undefined ||
      (kind === "any" && typeof value !== "object") ||
      z.safeParse(schema, value).success ||
      isEntryOf(schema, value),
  };
}

/** The same for an update that sets one whole entry of a map. */
function isEntryOf(schema: z.core.$ZodType, value: unknown): boolean {
  const { def } = schema._zod;
  return def.type === "record" && z.safeParse((def as z.core.$ZodRecordDef).valueType, value).success;
}

type Key<C extends string> = {
  readonly field: string;
  readonly composite: readonly C[];
  readonly template: string;
  readonly casing: "none";
};
type Index<C extends string> = {
  readonly index?: string;
  readonly condition?: (item: Readonly<Record<string, unknown>>) => boolean;
  readonly pk: Key<C>;
  readonly sk: Key<C>;
};
type Indexes<C extends string> = { readonly [question: string]: Index<C> };
type Model = { readonly entity: string; readonly version: string; readonly service: string };

/**
 * An ElectroDB entity for a domain object. Its zod schema gives every attribute its type, whether it is required and
 * its check on every write, so that what is stored and what the domain says cannot disagree; the trail comes with it.
 */
export function entity<S extends z.core.$ZodLooseShape, C extends keyof Fields<S & typeof trail>, I extends Indexes<C>>(
  name: string,
  schema: { readonly shape: S },
  indexes: I & Indexes<C>,
) {
  type Attributes = Fields<S & typeof trail>;
  const fields = Object.entries({ ...schema.shape, ...trail }).map(([attribute, schema]) => [
    attribute,
    field(name, attribute, schema),
  ]);
  const attributes: Attributes = Object.fromEntries(fields);
  const model: Model = { entity: name, version: "1", service: "bilten" };
  return new Entity<keyof Attributes & string, C, never, { model: Model; attributes: Attributes; indexes: I }>(
    { model, attributes, indexes },
    table,
  );
}

/** The attributes a key template names: `event#{eventId}` names `eventId`. */
type Named<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;

/** One half of a key, written as the data model writes it. Case is kept. */
function half<T extends string>(field: string, template: T): Key<Named<T>> {
  const composite = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as Named<T>);
  return { field, composite, template: template.replaceAll("{", "${"), casing: "none" };
}

/** The table's own key, for example `primary("event#{eventId}", "ticketType#{ticketTypeId}")`. */
export const primary = <P extends string, S extends string>(pk: P, sk: S) => ({
  pk: half("pk", pk),
  sk: half("sk", sk),
});

/** One of the three overloaded indexes. With `when` the entry is sparse: no key, no index entry, no cost. */
export const gsi = <P extends string, S extends string>(
  number: 1 | 2 | 3,
  pk: P,
  sk: S,
  when?: (item: Readonly<Record<string, unknown>>) => boolean,
) => ({
  index: `gsi${number}`,
  pk: half(`gsi${number}pk`, pk),
  sk: half(`gsi${number}sk`, sk),
  ...(when && { condition: when }),
});
