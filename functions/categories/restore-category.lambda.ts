import { loadCategory } from "#data/load-category.ts";
import { requireRole } from "#data/rights.ts";
import { storeCategory } from "#data/store-category.ts";
import { Fault } from "#domain/fault.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreCategory, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  const category = await loadCategory(input.categoryId);
  if (category.isActive) return category;
  const restored = await storeCategory(category, { ...category, isActive: true }, change());
  if (!restored) throw new Fault("busy");
  return restored;
});
