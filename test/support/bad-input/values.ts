import type { Field } from "#test/support/bad-input/fields.ts";
import { Literal } from "#test/support/bad-input/json-text.ts";
import { numbersFor } from "#test/support/bad-input/numbers.ts";
import { accepts, sample } from "#test/support/bad-input/sample.ts";
import { textsFor } from "#test/support/bad-input/strings.ts";

/** `bad`: refused wherever it is given, whatever the schema thinks of it. `odd`: what the schema lets in must work. */
export type Value = { readonly value: unknown; readonly verdict: "bad" | "odd" };

export const bad = (...values: readonly unknown[]): Value[] => values.map((value) => ({ value, verdict: "bad" }));
export const odd = (...values: readonly unknown[]): Value[] => values.map((value) => ({ value, verdict: "odd" }));

/** What nobody may set from outside: it is refused by name unless the schema has it. */
const smuggled =
  "role,status,price,pk,sk,version,userId,isActive,isVerified,changedBy,fact,purgeAt,constructor,toString".split(",");

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** One of each kind of JSON value, for a field that takes another kind. */
const ofOtherKinds = {
  string: [1, true, ["lanterns"], { a: "lanterns" }, new Literal("1e2"), nested(20)],
  number: ["1", "", "many", true, [1], { a: 1 }, nested(20), ...["1e400", "-1e400"].map((text) => new Literal(text))],
  boolean: ["true", "false", "", 0, 1, [true], { a: true }],
  list: ["", "lanterns", 1, true, { 0: "a", length: 1 }, { __proto__: null }],
  object: ["", "lanterns", 1, true, [], [{}]],
};

/** What to try in a field. Throws for a kind of schema it knows nothing bad of. */
export function valuesFor(field: Field): Value[] {
  const nothing = field.isNullable ? odd(null) : bad(null);
  const missing = field.isRequired ? bad(undefined) : odd(undefined);
  if (field.where === "path") return inAddress(ofKind(field)).filter(({ value }) => value !== "");
  if (field.where === "query") return [...missing, ...inAddress(ofKind(field))];
  // What is in a list or a record cannot be missing: without it, that is another one.
  return [...nothing, ...(/(\[\]|\.\*)$/.test(field.leaf) ? [] : missing), ...ofKind(field)];
}

function ofKind(field: Field): Value[] {
  const { def, schema } = field;
  switch (def.type) {
    case "string":
      return [...(field.where === "body" ? bad(...ofOtherKinds.string) : []), ...textsFor(field)];
    case "number":
    case "int":
      return [...(def.coerce ? bad("", " ", "many", "1,5", "1 2") : bad(...ofOtherKinds.number)), ...numbersFor(field)];
    case "boolean":
      return bad(...ofOtherKinds.boolean);
    case "enum":
    case "literal": {
      const known = Object.values(def.entries ?? def.values ?? {}).map(String);
      const cased = known.flatMap((word) => [word.toUpperCase(), word.toLowerCase(), ` ${word}`, `${word}\u0000`]);
      const others = ["", "constructor", "__proto__", "toString", "nothing_of_the_kind", 0, true, [known[0]], {}];
      return bad(...[...cased, ...others].filter((value) => !known.includes(value as string)));
    }
    case "array": {
      const one = sample(def.element ?? schema);
      const lengths = [0, 1, 2, 3, 5, 10, 20, 50, 100, 2_000].map((length) => Array(length).fill(one));
      const tooMany = lengths.filter((list) => !accepts(schema, list));
      if (tooMany.length === 0) throw new Error(`${field.path} may be a list of any length`);
      return [...bad(...ofOtherKinds.list, [null], ...tooMany), ...odd(...lengths.slice(0, 5))];
    }
    case "object": {
      const own = sample(schema) as Record<string, unknown>;
      const known = def.shape ?? {};
      const more = smuggled.filter((name) => !Object.hasOwn(known, name)).map((name) => ({ ...own, [name]: 1 }));
      return bad(...ofOtherKinds.object, ...more);
    }
    case "record": {
      const [[key = "", value] = []] = Object.entries(sample(schema) as object);
      const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`${key}${at}`, value]));
      return bad(...ofOtherKinds.object, many);
    }
    case "union":
    case "pipe":
      return odd(...Object.values(ofOtherKinds).flat());
    default:
      throw new Error(`Nobody has said what a bad ${def.type} is (${field.path}): say it in values.ts`);
  }
}

/** What can be written into a path or a query: text, and numbers as text. */
function inAddress(values: readonly Value[]): Value[] {
  return values.flatMap(({ value, verdict }) => {
    if (typeof value === "number") return [{ value: String(value), verdict }];
    if (value instanceof Literal) return [{ value: value.text, verdict }];
    return typeof value === "string" && value.isWellFormed() ? [{ value, verdict }] : [];
  });
}
