import { createConversions, type Entity, type Schema } from "electrodb";

/** What an index tells of an item: what is projected into it, and what its keys are made of. */
export const listed = <
  A extends string,
  F extends string,
  C extends string,
  S extends Schema<A, F, C>,
  T extends object,
>(
  entity: Entity<A, F, C, S>,
  index: keyof S["indexes"],
): ((row: T) => T) => {
  const { fromKeys } = createConversions(entity).byAccessPattern[index];
  return (row) => ({ ...fromKeys.toComposite(row as never), ...row });
};
