import { readFlags } from "./seed-categories/flags.ts";
import { seedCategories } from "./seed-categories/seed.ts";
import { tableOf } from "./table-of.ts";

/** `npm run seed-categories`: ends with 1 and a sentence if it could not be done. */
async function run(args: string[]): Promise<void> {
  const { client, TableName, now } = await tableOf(readFlags(args, process.env));
  const added = await seedCategories({ client, table: TableName }, now);
  console.log(added.length === 0 ? "Every first category is there already." : `Added ${added.join(", ")}.`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
