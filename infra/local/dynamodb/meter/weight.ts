import { createHash } from "node:crypto";
import { isObject } from "../../json.ts";
import { type Item, itemSize } from "../item-size.ts";
import type { IndexSchema, TableSchema } from "../table-schema.ts";
import { partitionOf } from "./partition.ts";

/** What an index holds of an item. */
export type Entry = {
  readonly partition: string;
  /** Where the entry lies, and what is in it, each as one text that is the same for the same attributes. */
  readonly place: string;
  readonly content: string;
  readonly bytes: number;
};

/** What is to be known of an item to say what replacing it costs. */
export type Weight = {
  readonly bytes: number;
  /** By index, in the order of the table's. */
  readonly entries: readonly (Entry | undefined)[];
};

export function weightOf(item: Item, table: TableSchema): Weight {
  return { bytes: itemSize(item), entries: table.indexes.map((index) => entryOf(item, index, table)) };
}

/** Nothing if the item lacks one of the index's keys. */
function entryOf(item: Item, index: IndexSchema, table: TableSchema): Entry | undefined {
  if (index.keys.some((name) => item[name] === undefined)) return undefined;
  const held = new Set<string>([...table.keys, ...index.keys, ...index.included]);
  const attributes = Object.entries(item).filter(([name]) => index.projection === "ALL" || held.has(name));
  const content = createHash("md5")
    .update(canonical(Object.fromEntries(attributes)))
    .digest("base64");
  const place = canonical(index.keys.map((name) => item[name]));
  return { partition: partitionOf(item, index), place, content, bytes: itemSize(Object.fromEntries(attributes)) };
}

/** The order of attributes and of a set's members means nothing, and a number has many spellings. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (name === "N" && typeof member === "string") return Number(member);
    if (/^[SNB]S$/.test(name) && Array.isArray(member)) return member.map(String).sort();
    return isObject(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member;
  });
}
