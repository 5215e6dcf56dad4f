import { Category, CategoryEdits, CategoryView } from "#domain/category.ts";
import { operation } from "#platform/operation.ts";

export const updateCategory = operation("categories/update-category", {
  method: "PATCH",
  path: "/v1/categories/{categoryId}",
  summary: "Change what a category says of itself; its name stays",
  auth: "user",
  role: "admin",
  input: CategoryEdits.partial().extend(Category.pick({ categoryId: true }).shape),
  output: CategoryView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted"],
  impact: "Admins cannot change categories.",
});
