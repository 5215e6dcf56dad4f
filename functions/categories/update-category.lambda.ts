import { loadCategory } from "#data/load-category.ts";
import { requireRole } from "#data/rights.ts";
import { storeCategory } from "#data/store-category.ts";
import { edited } from "#domain/edit.ts";
import { Fault } from "#domain/fault.ts";
import { updateCategory } from "#functions/categories/update-category.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateCategory, async ({ input, caller, expectedVersion, change }) => {
  const { categoryId, ...edits } = input;
  await requireRole(caller, "admin");
  const category = await loadCategory(categoryId);
  if (!category.isActive) throw new Fault("not_found");
  const stored =
    category.version === expectedVersion && (await storeCategory(category, edited(category, edits), change()));
  if (!stored) throw new Fault("stale_version");
  return stored;
});
