import { Category } from "#domain/category.ts";
import { operation } from "#platform/operation.ts";

export const deleteCategory = operation("categories/delete-category", {
  method: "DELETE",
  path: "/v1/categories/{categoryId}",
  summary: "Delete a category that no event has; it can be restored",
  auth: "user",
  role: "admin",
  input: Category.pick({ categoryId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted", "in_use"],
  impact: "Admins cannot delete categories.",
});
