import * as z from "zod";
import { CategoryCard } from "#domain/category.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listCategories = operation("categories/list-categories", {
  method: "GET",
  path: "/v1/categories",
  summary: "The kinds of events there are, by name",
  auth: "public",
  input: z.object({ ...paging }),
  output: pageOf(CategoryCard),
  success: 200,
  uses: ["gsi1:query"],
  faults: [],
  impact: "Nobody sees what kinds of events there are.",
  paged: true,
  cacheSeconds: 60,
});
