import { category as categories, indexedCategory } from "#data/category.ts";
import { holds } from "#data/condition.ts";
import { requireRole } from "#data/rights.ts";
import { newCategory } from "#domain/category.ts";
import { Fault } from "#domain/fault.ts";
import { created } from "#domain/trail.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createCategory, async ({ input, caller, change }) => {
  await requireRole(caller, "admin");
  const category = { ...indexedCategory(newCategory(input)), ...created(change()) };
  if (await holds(categories.create(category).go())) return category;
  throw new Fault("already_exists", `It is ${category.categoryId}; if it was deleted, a super_admin can restore it.`);
});
