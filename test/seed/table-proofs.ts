import { expect } from "vitest";
import * as z from "zod";
import type { Operation } from "#platform/operation.ts";
import { fits, isGuarded } from "#test/seed/fits.ts";
import type { Proof, Proofs } from "#test/seed/proof.ts";
import { type ColumnLine, columnsOf } from "#test/seed/read-seed.ts";
import type { World } from "#test/seed/world.ts";

type Item = Readonly<Record<string, unknown>>;

/** How a table of the seed is kept: by one entity, which operations show. */
export type Kept = {
  /** As the seed calls it. */
  readonly table: string;
  /** What its id is called, where the seed gives it none. */
  readonly id?: string;
  /** The entity's name. */
  readonly entity: string;
  /** The domain's object. */
  readonly schema: { readonly shape: Readonly<Record<string, z.core.$ZodType>> };
  /** Where that is, and where the entity is. */
  readonly code: readonly [domain: string, data: string];
  readonly operations: readonly [Operation, ...Operation[]];
  /** A row as the API shows it, and the same as it is stored. */
  readonly shown: (world: World) => Promise<Item>;
  readonly stored: (world: World) => Promise<Item>;
  /** The columns that differ from the usual, by the seed's names. */
  readonly columns: Readonly<Record<string, KeptColumn>>;
};

/**
 * A column with the same name in our way of writing, shown and stored alike, needs no row. `as` names it otherwise; `of`
 * tells whose id a foreign key is.
 */
type KeptColumn = Partial<Proof> & {
  readonly as?: string;
  readonly of?: (world: World) => Promise<string>;
  /** An id that is not in the key: what makes it is. */
  readonly madeFrom?: (item: Item) => string;
  /** Its type, where it is not the seed's. */
  readonly type?: z.ZodType;
};

export const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
/** What every item carries, whatever it is. */
const trail = ["createdAt", "updatedAt"];

/** The proofs of a table and each of its columns. */
export function proofsOfTable(kept: Kept): Proofs {
  const { table } = kept;
  const columns = columnsOf(table);
  const strange = Object.keys(kept.columns).find((name) => !columns.some(({ column }) => column === name));
  if (strange) throw new Error(`${table} has no column ${strange} in the seed`);
  const rows = columns.map((line): [string, Proof] => [line.key, proofOfColumn(line, kept)]);
  return { [`table ${table}`]: proofOfTable(kept), ...Object.fromEntries(rows) };
}

const proofOfTable = ({ entity, code, operations, shown, stored }: Kept): Proof => ({
  code,
  operations,
  async holds(world) {
    const [seen, item] = [await shown(world), await stored(world)];
    expect(item).toMatchObject({ __edb_e__: entity, version: expect.any(Number), changedBy: expect.any(String) });
    for (const name of trail) if (name in seen) expect(seen[name]).toBe(item[name]);
  },
});

function proofOfColumn(line: ColumnLine, kept: Kept): Proof {
  const { as = camelCase(line.column), of, madeFrom, type, ...own }: KeptColumn = kept.columns[line.column] ?? {};
  if (line.keys === "FK" && !of && !own.holds) throw new Error(`${line.key} does not say whose id it is`);
  const schema = kept.schema.shape[as];
  return {
    code: [trail.includes(as) ? `shared/domain/trail.ts#${as}:` : `${kept.code[0].replace(/#.*/, "")}#${as}:`],
    operations: kept.operations.filter((operation) => names(operation, as)),
    async holds(world) {
      const [seen, item] = [await kept.shown(world), await kept.stored(world)];
      // What is shown may add what follows from what is stored.
      expect({ [as]: seen[as] }).toMatchObject({ [as]: item[as] });
      if (type) expect(z.safeParse(type, seen[as])).toMatchObject({ success: true });
      else fits(line.type, seen[as]);
      if (schema) isGuarded(line.type, schema, item[as]);
      if (madeFrom) expect(seen[as]).toBe(madeFrom(item));
      else if (line.keys === "PK") expect(`${item.pk} ${item.sk}`).toContain(seen[as]);
      if (of) expect(seen[as]).toBe(await of(world));
    },
    ...own,
  };
}

/** Whether an operation takes a field, or shows it: of one thing, or of each in a list. */
function names({ input, output }: Operation, field: string): boolean {
  const shown = fieldsOf(output);
  const listed = shown.items instanceof z.ZodArray ? fieldsOf(shown.items.element) : {};
  return [input.shape, shown, listed].some((fields) => field in fields);
}

const fieldsOf = (schema: unknown): Item => (schema instanceof z.ZodObject ? schema.shape : {});
