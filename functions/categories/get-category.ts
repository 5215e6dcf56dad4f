import { Category, CategoryView } from "#domain/category.ts";
import { operation } from "#platform/operation.ts";

export const getCategory = operation("categories/get-category", {
  method: "GET",
  path: "/v1/categories/{categoryId}",
  summary: "A category; admins also see one that was deleted, and how many events have it",
  auth: "optional",
  input: Category.pick({ categoryId: true }),
  output: CategoryView,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Categories' pages cannot be seen.",
  cacheSeconds: 60,
});
