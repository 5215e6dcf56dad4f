import { readFlags } from "./check-table/flags.ts";
import { line, summary } from "./check-table/report.ts";
import { checkTable } from "./check-table/walk.ts";
import { tableOf } from "./table-of.ts";

/** `npm run check-table`: ends with 1 if an invariant is violated, with 2 if that could not be found out. */
async function run(args: string[]): Promise<void> {
  const flags = readFlags(args, process.env);
  const table = await tableOf(flags);
  const { rate, segments, json } = flags;
  const walk = checkTable({ ...table, rate, segments, pause: flags.pause * 1000 });
  const counts = { broken: 0, behind: 0 };
  for (;;) {
    const { done, value } = await walk.next();
    if (done) {
      console.log(
        json
          ? JSON.stringify({ table: table.TableName, ...counts, ...value })
          : summary(table.TableName, counts, value),
      );
      break;
    }
    counts[value.kind]++;
    console.log(json ? JSON.stringify(value) : line(value));
  }
  // What only has not followed yet is told, and no failure.
  process.exitCode = counts.broken > 0 ? 1 : 0;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
