import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { treatedEntities, treatmentOf } from "#domain/personal.ts";
import { idsOf, kindNames, schemaOf } from "#infra/ops/check-table/stored.ts";
import { inRoot } from "#infra/root.ts";

/** All entities of shared/data, as they are named in the table. */
const entities = readdirSync(inRoot("shared/data")).flatMap((file) =>
  [...readFileSync(inRoot("shared/data", file), "utf8").matchAll(/= entity\(\s*"(\w+)"/g)].map(
    ([, name]) => name ?? "",
  ),
);

/** Every attribute of an object, those within others by their path, and what each may hold. */
function fieldsOf(schema: z.core.$ZodType, path = ""): [string, z.core.$ZodType][] {
  const def = schema._zod.def as { type: string; innerType?: z.core.$ZodType; shape?: z.core.$ZodShape };
  if (def.innerType) return fieldsOf(def.innerType, path);
  if (!def.shape) return [[path, schema]];
  return Object.entries(def.shape).flatMap(([name, part]) => fieldsOf(part, path === "" ? name : `${path}.${name}`));
}
const formatOf = (schema: z.core.$ZodType) => (schema._zod.def as { format?: string }).format ?? "";

describe("what the audit log seals", () => {
  it("has been decided for every entity, and for no other", () => {
    expect(entities.length).toBeGreaterThan(10);
    expect([...treatedEntities].sort()).toEqual([...entities].sort());
    expect(kindNames().sort()).toEqual([...entities].sort());
  });

  describe.each(kindNames())("%s", (kind) => {
    const treatment = treatmentOf(kind);
    if ("secret" in treatment) return it("is nobody's business", () => expect(treatment.secret).toMatch(/item|hidden/));
    const { personal, of } = treatment;
    const fields = fieldsOf(schemaOf(kind));

    it("names attributes it has, and whose they are", () => {
      const names = fields.map(([field]) => field);
      expect(personal.filter((path) => !names.some((field) => isWithin(field, path)))).toEqual([]);
      if (personal.length > 0) expect(names).toContain(of);
    });

    it("has nothing in its key that is sealed within, and no address", () => {
      const inKey = idsOf(kind);
      expect(inKey.filter((name) => personal.includes(name) || /email|phone|ip$/i.test(name))).toEqual([]);
    });

    it("lets no address and no telephone number through", () => {
      const told = fields.filter(([, schema]) => /^(email|e164)$/.test(formatOf(schema))).map(([field]) => field);
      expect(told.filter((field) => !personal.some((path) => isWithin(field, path)))).toEqual([]);
    });
  });
});

const isWithin = (field: string, path: string) => field === path || field.startsWith(`${path}.`);
