import { Category, CategoryView } from "#domain/category.ts";
import { operation } from "#platform/operation.ts";

export const restoreCategory = operation("categories/restore-category", {
  method: "POST",
  path: "/v1/categories/{categoryId}/restore",
  summary: "Bring a deleted category back; of one that is there, nothing changes",
  auth: "user",
  role: "super_admin",
  input: Category.pick({ categoryId: true }),
  output: CategoryView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted", "busy"],
  impact: "Deleted categories cannot be brought back.",
});
