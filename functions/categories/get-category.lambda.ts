import { loadCategory } from "#data/load-category.ts";
import { hasRole } from "#data/rights.ts";
import { publicCategory } from "#domain/category.ts";
import { Fault } from "#domain/fault.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getCategory, async ({ input, caller }) => {
  const [category, isAdmin] = await Promise.all([loadCategory(input.categoryId), hasRole(caller, "admin")]);
  if (isAdmin) return category;
  if (!category.isActive) throw new Fault("not_found");
  return publicCategory(category);
});
