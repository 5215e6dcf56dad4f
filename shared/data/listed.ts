import { createConversions } from "electrodb";

type Keyed = Parameters<typeof createConversions>[0];

/** What an index tells of an item: what is projected into it, and what its keys are made of. */
export const listed = <T extends object>(entity: object, index: string): ((row: T) => T) => {
  const conversion = createConversions(entity as Keyed).byAccessPattern[index];
  return (row) => ({ ...conversion?.fromKeys.toComposite(row as never), ...row });
};
