import { readFlags } from "./history/flags.ts";
import { tellHistory } from "./history/run.ts";

/** `npm run history`: ends with 1 if nothing is known of the item, with 2 if that could not be found out. */
async function run(args: string[]): Promise<void> {
  const isKnown = await tellHistory(readFlags(args, process.env), { say: console.log, warn: console.error });
  if (!isKnown) process.exitCode = 1;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
