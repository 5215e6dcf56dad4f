import { days, minutes, shifted } from "#domain/time.ts";
import { readFlags } from "./history/flags.ts";
import { openItems } from "./history/items.ts";
import { lifeOf } from "./history/life.ts";
import { openLog } from "./history/log.ts";
import { timeOf } from "./history/ordered.ts";
import { hole, itemAt, paragraph, record } from "./history/tell.ts";
import { opener } from "./history/unsealed.ts";
import { reach } from "./reach.ts";

/** `npm run history`: ends with 1 if nothing is known of the item, with 2 if that could not be found out. */
async function run(args: string[]): Promise<void> {
  const { where, bucket, address, at, from, to, json } = readFlags(args, process.env);
  const place = await reach(where);
  const [log, items] = await Promise.all([openLog(place, bucket), openItems(place, where.table)]);
  const { name, key } = address;
  // What was just done may be logged with a time that is not quite here yet.
  const until = at ?? to ?? shifted(place.now, minutes(5));
  const { changes, missing } = await lifeOf({
    readHour: (hour) => log.changesOf(key, hour),
    newest: await items.newest(key),
    until,
    since: at ?? from,
    horizon: from ?? shifted(until, -days(7)),
  });
  for (const link of missing) console.error(hole(link));
  if (missing.length > 0 && (await log.hasPutAway())) {
    console.error(`It may be in what the relay could not handle: s3://${log.Bucket}/aws/lambda/. Invoke it with that.`);
  }
  if (changes.length === 0) {
    console.error(
      `${name} is not there, and has not changed since ${from ?? shifted(until, -days(7))}. Search further`,
    );
    console.error("back with --from TIME, or, over months of a busy stage, with Athena (README, Operating).");
    process.exitCode = 1;
    return;
  }
  const open = opener(items.auditKey);
  if (at !== undefined) {
    const last = changes.findLast((line) => timeOf(line) <= at);
    const was = last?.after && (await open(last));
    if (json) return console.log(JSON.stringify(was?.after ?? null));
    const first = changes[0];
    if (was) return console.log(itemAt(name, at, was));
    const why = last ? `was deleted at ${timeOf(last)}` : `was created at ${first && timeOf(first)}`;
    return console.log(`${name} was not there at ${at}: it ${why}.`);
  }
  const asked = changes.filter((line) => timeOf(line) >= (from ?? "") && timeOf(line) <= until);
  if (!json) console.log(`${name}, ${asked.length} changes${(from ?? to) ? ` of ${changes.length}` : ""}:\n`);
  for (const line of asked) {
    const opened = await open(line);
    console.log(json ? JSON.stringify(record(opened)) : paragraph(opened));
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
