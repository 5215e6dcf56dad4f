import { CategoryForm, CategoryView } from "#domain/category.ts";
import { operation } from "#platform/operation.ts";

export const createCategory = operation("categories/create-category", {
  method: "POST",
  path: "/v1/categories",
  summary: "Add a category: its name makes its id, so it is there once however it is written, and never changes",
  auth: "user",
  role: "admin",
  input: CategoryForm,
  output: CategoryView,
  success: 201,
  uses: ["table:get", "table:put"],
  faults: ["not_permitted", "already_exists"],
  impact: "Admins cannot add categories.",
});
