import { readFlags } from "./grant/flags.ts";
import { grant } from "./grant/grant.ts";
import { tableOf } from "./table-of.ts";

/** `npm run grant`: ends with 1 and a sentence if it could not be done. */
async function run(args: string[]): Promise<void> {
  const { where, email, role } = readFlags(args, process.env);
  const { client, TableName, now } = await tableOf(where);
  const former = await grant({ client, table: TableName }, { email, role }, now);
  console.log(former === role ? `${email} is ${role} already.` : `${email} was ${former} and is ${role} now.`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
