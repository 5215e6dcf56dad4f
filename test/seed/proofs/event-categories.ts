import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { category } from "#data/category.ts";
import { Category } from "#domain/category.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { updateCategory } from "#functions/categories/update-category.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

export const eventCategories: Kept = {
  table: "event_categories",
  entity: "category",
  schema: Category,
  code: ["shared/domain/category.ts#Category", "shared/data/category.ts#category"],
  operations: [createCategory, getCategory, listCategories, updateCategory],
  async shown(world) {
    const { categoryId } = await world.category();
    return isDone(await api.call(getCategory, { categoryId }));
  },
  async stored(world) {
    const { categoryId } = await world.category();
    return (await stored(category.get({ categoryId }).params<GetCommandInput>())).item;
  },
  columns: { id: { as: "categoryId", differently: "Made from its name, so no two categories share one." } },
};
