import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import { inRoot } from "#infra/root.ts";
import { enumValues, reachable } from "#test/seed/enum-values.ts";
import { seed } from "#test/seed/read-seed.ts";

/** Fields whose values people choose as they like: each comes in as it is stored, and nothing else writes them. */
const chosen = [
  ...["currency", "totalSpent", "locale", "mimeType", "ownerType", "fontFamily", "customCss", "channels"],
  ...["sort", "admission"],
];
/** What DynamoDB's stream calls the kinds of changes, and we a move. */
const told = ["change"];

type Found = { readonly path: string; readonly options: readonly string[] };

/** The enums in a schema, by the fields they are in. */
function enumsIn(schema: z.core.$ZodType, path: string): Found[] {
  if (schema instanceof z.ZodEnum) return [{ path, options: schema.options.map(String) }];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => enumsIn(field, `${path}.${name}`));
  }
  if (schema instanceof z.ZodArray) return enumsIn(schema.element, path);
  if (schema instanceof z.ZodRecord) return [schema.keyType, schema.valueType].flatMap((type) => enumsIn(type, path));
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => enumsIn(option, path));
  const { innerType } = schema._zod.def as { readonly innerType?: z.core.$ZodType };
  return innerType ? enumsIn(innerType, path) : [];
}

/** Those of every object that the domain names. */
async function enumsOfDomain(): Promise<Found[]> {
  const files = readdirSync(inRoot("shared/domain")).filter((name) => name.endsWith(".ts"));
  const modules = await Promise.all(
    files.map(async (file) => (await import(inRoot("shared/domain", file))) as Readonly<Record<string, unknown>>),
  );
  return modules
    .flatMap((names) => Object.entries(names))
    .flatMap(([name, value]) => (value instanceof z.ZodObject ? enumsIn(value, name) : []));
}

const isAmong = (options: readonly string[], values: readonly string[]) =>
  options.length === values.length && options.every((option) => values.includes(option));

describe("every list of values", () => {
  it("is accounted for, unless people choose from it", async () => {
    const found = await enumsOfDomain();
    expect(found.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["User.role", "Order.status", "Scan.card.result.reason"]),
    );
    const strange = found.filter(
      ({ path, options }) =>
        ![...chosen, ...told].some((name) => path.split(".").includes(name)) &&
        !enumValues.some(({ values }) => isAmong(options, values)),
    );
    expect(strange.map(({ path }) => path)).toEqual([]);
  });

  it("that the seed has is in it by the seed's name", () => {
    const columns = seed.flatMap((line) =>
      line.kind === "column" && line.type === "enum" ? [`${line.table}.${line.column}`] : [],
    );
    expect(enumValues.map(({ name }) => name)).toEqual(expect.arrayContaining(columns));
  });

  it.each(enumValues)(
    "has a writer for each value, or the issue that brings it: $name",
    ({ values, written, later }) => {
      expect([...Object.keys(written), ...Object.keys(later)].toSorted()).toEqual(values.toSorted());
      const known = new Set([...operations, ...subscribers].map(({ id }) => id));
      const strange = Object.entries(written).filter(
        ([, writers]) => writers.length === 0 || writers.some(({ id }) => !known.has(id)),
      );
      expect(strange.map(([value]) => value)).toEqual([]);
    },
  );

  it.each(enumValues)("is reached value by value in a test: $name", ({ name, reachedIn }) => {
    const text = readFileSync(inRoot(reachedIn), "utf8");
    const isCompared = text.includes(`reachable("${name}")`);
    expect(isCompared ? [] : reachable(name).filter((value) => !text.includes(`"${value}"`))).toEqual([]);
  });
});
