import { category as categories, indexedCategory } from "#data/category.ts";
import { holds } from "#data/condition.ts";
import type { Category } from "#domain/category.ts";
import { type Change, changed } from "#domain/trail.ts";

type Known = Category & { readonly version: number; readonly createdAt: string };

/**
 * Stores a category anew, on the version it was read at: every event that gains or loses it moves that on, so how much
 * it is used is still true. Answers nothing if somebody else wrote it first.
 */
export async function storeCategory<C extends Known>(before: C, next: C, change: Change) {
  const stored = { ...indexedCategory(next), ...changed(before, change) };
  const write = categories.put(stored).where(({ version }, op) => op.eq(version, before.version));
  return (await holds(write.go())) ? stored : undefined;
}
