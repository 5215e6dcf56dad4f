import { isObject } from "../../json.ts";
import type { Item } from "../item-size.ts";
import type { Keys } from "../table-schema.ts";

/** The value of the partition key, as text: two types never share a key attribute. */
export function partitionOf(item: Item, schema: { readonly keys: Keys } | undefined): string {
  return plainText(item[schema?.keys[0] ?? ""]);
}

export function plainText(attribute: unknown): string {
  const [value] = isObject(attribute) ? Object.values(attribute) : [];
  return String(value);
}
