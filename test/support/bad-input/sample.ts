import type * as z from "zod";

export type Schema = z.core.$ZodType;
/** What zod keeps of a schema, as far as any kind of schema has it. */
export type Def = {
  readonly type: string;
  readonly format?: string;
  readonly coerce?: boolean;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly in?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly options?: readonly Schema[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
};

export const defOf = (schema: Schema) => schema._zod.def as unknown as Def;
export const accepts = (schema: Schema, value: unknown) => (schema as z.ZodType).safeParse(value).success;

/** What texts and numbers may be: one of these fits, or another has to be added here. */
const candidates: readonly unknown[] = [
  ..."lanterns,a,mail@example.com,+491701234567,https://example.com/a,2027-03-01T19:00:00.000Z,2027-03-01".split(","),
  ..."0198c0de-0000-7000-8000-000000000001,Africa/Cairo,2027-03,#1a2b3c,EUR,en,correct horse battery,2500".split(","),
  ..."12px,1.5,pi_lanterns,TKT-20270301-0123456789".split(","),
  "30.0444,31.2357",
  ...[1, 5, 50, 1_000, 0, 0.5],
];

/** Some value that a schema takes, with every field that can be given. Throws for a kind of schema it does not know. */
export function sample(schema: Schema): unknown {
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "number":
    case "int":
    case "template_literal": {
      const found = candidates.find((value) => accepts(schema, value));
      if (found === undefined) throw new Error(`No candidate is a ${def.type} ${def.format ?? ""} of this schema`);
      return found;
    }
    case "boolean":
      return true;
    case "enum":
      return Object.values(def.entries ?? {})[0];
    case "literal":
      return def.values?.[0];
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "pipe":
      return sample(present(def.innerType ?? def.in, def));
    case "array": {
      const one = sample(present(def.element, def));
      return [1, 2, 3].map((count) => Array(count).fill(one)).find((value) => accepts(schema, value)) ?? [one];
    }
    case "object": {
      const fields = Object.entries(def.shape ?? {}).map(([key, inner]) => [key, sample(inner)]);
      return Object.fromEntries(fields);
    }
    case "record":
      return { [String(sample(present(def.keyType, def)))]: sample(present(def.valueType, def)) };
    case "union":
      return sample(present(def.options?.[0], def));
    default:
      throw new Error(`Nobody has said what a good ${def.type} is: say it in sample.ts`);
  }
}

function present(inner: Schema | undefined, { type }: Def): Schema {
  if (!inner) throw new Error(`A ${type} with nothing in it`);
  return inner;
}
