import { type Operation, pathNames } from "#platform/operation.ts";
import { pathText } from "#platform/problem.ts";
import { type Def, defOf, type Schema, sample } from "#test/support/bad-input/sample.ts";

/** A place in an operation's input where something can be given: a field, an element of a list, the input itself. */
export type Field = {
  /** As refusals name it: `lines[0].quantity`. */
  readonly path: string;
  /** As the published schema has it: `lines[].quantity`, `labels.*`. */
  readonly leaf: string;
  readonly name: string;
  /** The schema without what makes it optional. */
  readonly schema: Schema;
  readonly def: Def;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly where: "path" | "query" | "body";
  /** The whole input, right but for what is here; without it if that is `undefined`. */
  readonly put: (value: unknown) => Record<string, unknown>;
};

type Place = Pick<Field, "where" | "put" | "leaf"> & {
  readonly steps: readonly PropertyKey[];
  readonly given: unknown;
};

const wrappers = new Set(["optional", "nullable", "default", "prefault", "readonly", "nonoptional"]);

/** A schema without its wrappers, and what they allow. */
function unwrapped(schema: Schema) {
  let [inner, isRequired, isNullable] = [schema, true, false];
  for (let def = defOf(inner); wrappers.has(def.type); def = defOf(inner)) {
    if (def.type === "optional" || def.type === "default" || def.type === "prefault") isRequired = false;
    if (def.type === "nullable") isNullable = true;
    inner = def.innerType ?? inner;
  }
  return { schema: inner, def: defOf(inner), isRequired, isNullable };
}

function* walk(schema: Schema, place: Place): Generator<Field> {
  const own = unwrapped(schema);
  const { def } = own;
  const { steps, put, where, leaf } = place;
  yield { ...own, path: pathText(steps), leaf, name: String(steps.at(-1) ?? ""), where, put };
  const given = place.given ?? sample(own.schema);
  const below = (inner: Schema, step: PropertyKey, named: string, given: unknown, put: Place["put"]) =>
    walk(inner, { where, steps: [...steps, step], leaf: `${leaf}${named}`, given, put });
  if (def.element) {
    const [first, ...rest] = given as unknown[];
    yield* below(def.element, 0, "[]", first, (value) => put([value, ...rest]));
  }
  if (def.valueType) {
    const [key = "", value] = Object.entries(given as object)[0] ?? [];
    yield* below(def.valueType, key, ".*", value, (value) => put({ [key]: value }));
  }
  for (const option of def.type === "union" ? (def.options ?? []) : []) {
    // What the options have in common is walked once for each: their other fields differ.
    const [, ...inOption] = walk(option, { ...place, given: sample(option) });
    yield* inOption;
  }
  for (const [key, inner] of Object.entries(def.shape ?? {})) {
    const others = given as Record<string, unknown>;
    yield* below(inner, key, `.${key}`, others[key], (value) => put({ ...others, [key]: value }));
  }
}

/** An input made from the schema: the first page of a list, as only an operation itself can make cursors. */
export function rightInput(op: Operation): Record<string, unknown> {
  const { cursor: _, ...given } = sample(op.input) as Record<string, unknown>;
  return given;
}

/** Every field of what an operation takes, in an input that is right otherwise: `given`, or one made from the schema. */
export function fieldsOf(op: Operation, given = rightInput(op)): Field[] {
  const inPath = pathNames(op.path);
  const asQuery = op.method === "GET" || op.method === "DELETE";
  return Object.entries(op.input.shape).flatMap(([name, schema]) => {
    const where = inPath.includes(name) ? "path" : asQuery ? "query" : "body";
    const put = (value: unknown) => ({ ...given, [name]: value });
    return [...walk(schema, { steps: [name], leaf: name, given: given[name], where, put })];
  });
}
