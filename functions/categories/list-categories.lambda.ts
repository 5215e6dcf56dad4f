import { category } from "#data/category.ts";
import { readPage } from "#data/page.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listCategories, async ({ page }) => {
  const { items, last } = await readPage(category.query.all({}), page);
  return { items: items.map(({ card }) => card), last };
});
