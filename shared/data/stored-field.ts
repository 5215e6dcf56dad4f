import type { Item } from "#data/packing.ts";
import { formOf } from "#data/stored-form.ts";

/** What tells ElectroDB how an attribute is stored. */
export function storedField(entity: string, attribute: string) {
  const { as, pack, unpack, sameAs, whole } = formOf(entity, attribute) ?? {};
  return {
    ...(as && { field: as }),
    ...(whole && { readOnly: true }),
    ...(pack && { set: unlessMissing(pack) }),
    ...(unpack && { get: unlessMissing(unpack) }),
    // What it is given is not stored: undefined is left out. ElectroDB gets what is not stored only if it watches what is.
    ...(sameAs && { watch: [sameAs], set: () => undefined, get: (_: unknown, item: Item) => item[sameAs] }),
  };
}

/** ElectroDB asks for attributes that are not there, too. */
const unlessMissing =
  (change: (value: unknown, item: Item) => unknown) =>
  (value: unknown, item: Item): unknown =>
    value === undefined ? undefined : change(value, item);
