import { loadCategory } from "#data/load-category.ts";
import { requireRole } from "#data/rights.ts";
import { storeCategory } from "#data/store-category.ts";
import { Fault } from "#domain/fault.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteCategory, async ({ input, caller, expectedVersion, change }) => {
  await requireRole(caller, "admin");
  const category = await loadCategory(input.categoryId);
  if (!category.isActive) throw new Fault("not_found");
  if (category.version !== expectedVersion) throw new Fault("stale_version");
  if (category.uses > 0) throw new Fault("in_use", `${category.uses} events have it: they must lose it first.`);
  if (!(await storeCategory(category, { ...category, isActive: false }, change()))) throw new Fault("stale_version");
});
