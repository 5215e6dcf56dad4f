import { entity, gsi, primary } from "#data/entity.ts";
import { Category, CategoryCard } from "#domain/category.ts";

export const category = entity("category", Category.extend({ card: CategoryCard }), {
  // The category with this id; its name makes the id, so no two share one.
  byId: primary("category#{categoryId}", "category"),
  // All categories — by name. They are few and public.
  all: gsi(1, "categories", "{sortName}", ({ isActive }) => isActive === true),
});

/** A category with what lists show of it. */
export const indexedCategory = <C extends Category>(category: C) => ({
  ...category,
  card: CategoryCard.parse(category),
});
