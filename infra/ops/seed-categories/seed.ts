import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { category, indexedCategory } from "#data/category.ts";
import { holds } from "#data/condition.ts";
import { firstCategories, newCategory } from "#domain/category.ts";
import { created } from "#domain/trail.ts";

/**
 * Adds those of the first categories that were never there, and answers their names. What admins have changed or deleted
 * meanwhile stays as it is, so it may be repeated. The audit log tells it as done by `operator`.
 */
export async function seedCategories(
  where: { readonly client: DynamoDBDocumentClient; readonly table: string },
  now: Date,
): Promise<string[]> {
  const trail = created({ now, by: "operator" });
  const added = await Promise.all(
    firstCategories.map(async (form) => {
      const row = { ...indexedCategory(newCategory(form)), ...trail };
      return (await holds(category.create(row).go(where))) ? [form.name] : [];
    }),
  );
  return added.flat();
}
