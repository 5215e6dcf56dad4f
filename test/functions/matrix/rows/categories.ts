import type { RowsOf } from "#test/functions/matrix/row.ts";
import { aCategory, aDeletedCategory } from "#test/functions/matrix/shop.ts";
import { freshKey } from "#test/support/people.ts";

export const categories: RowsOf<"categories"> = {
  "categories/create-category": { ask: () => ({ input: { name: `lanterns ${freshKey()}` } }) },
  "categories/delete-category": {
    ask: async ({ cast }) => ({ input: { categoryId: (await aCategory(cast)).categoryId }, ifMatch: 1 }),
  },
  "categories/get-category": [
    { ask: ({ categoryId }) => ({ input: { categoryId } }) },
    {
      of: "one that was deleted",
      ask: ({ deletedCategoryId }) => ({ input: { categoryId: deletedCategoryId } }),
      may: ["admin", "superAdmin"],
    },
  ],
  "categories/list-categories": { ask: () => ({ input: {} }) },
  "categories/restore-category": {
    ask: async ({ cast }) => ({ input: { categoryId: (await aDeletedCategory(cast)).categoryId } }),
  },
  "categories/update-category": {
    ask: async ({ cast }) => ({
      input: { categoryId: (await aCategory(cast)).categoryId, description: "Lanterns of all kinds." },
      ifMatch: 1,
    }),
  },
};
