import { days, minutes, shifted } from "#domain/time.ts";
import { reach } from "../reach.ts";
import type { Flags } from "./flags.ts";
import { openItems } from "./items.ts";
import { type Life, lifeOf } from "./life.ts";
import { openLog } from "./log.ts";
import { timeOf } from "./ordered.ts";
import { hole, itemAt, paragraph, record } from "./tell.ts";
import { opener } from "./unsealed.ts";

/** What the command prints, and what it warns of. */
export type Output = { readonly say: (text: string) => void; readonly warn: (text: string) => void };

/** How far is looked back where nothing tells when a change was, in days. */
const horizonDays = 7;

/** Tells an item's life, or what it was at a moment. Answers whether anything is known of it. */
export async function tellHistory(flags: Flags, { say, warn }: Output): Promise<boolean> {
  const { where, bucket, address, at, from, to, json } = flags;
  const place = await reach(where);
  const [log, items] = await Promise.all([openLog(place, bucket), openItems(place, where.table)]);
  // What was just done may have been logged by a clock that is ahead of this one.
  const until = at ?? to ?? shifted(place.now, minutes(5));
  const horizon = from ?? shifted(until, -days(horizonDays));
  const life = await lifeOf({
    readHour: (hour) => log.changesOf(address.key, hour),
    newest: await items.newest(address.key),
    ...{ until, since: at ?? from, horizon },
  });
  for (const link of life.missing) warn(hole(link));
  if (life.missing.length > 0 && (await log.hasPutAway())) {
    warn(
      `The relay could not handle what is under s3://${log.Bucket}/aws/lambda/: invoke it with the payload in there.`,
    );
  }
  if (life.changes.length === 0) {
    warn(
      `${address.name} is not there, and nothing has changed it since ${horizon}. Look further back with --from TIME;`,
    );
    warn("for months of a busy stage, ask Athena: the stack's output AuditWorkGroup says where.");
    return false;
  }
  const open = opener(items.auditKey);
  if (at !== undefined) {
    say(await wasAt(at, address.name, life, open, json));
    return true;
  }
  const asked = life.changes.filter((line) => timeOf(line) >= (from ?? "") && timeOf(line) <= until);
  if (!json) say(`${address.name}: ${asked.length} changes\n`);
  for (const line of asked) {
    const opened = await open(line);
    say(json ? JSON.stringify(record(line, opened)) : paragraph(line, opened));
  }
  return true;
}

async function wasAt(
  at: string,
  name: string,
  { changes }: Life,
  open: ReturnType<typeof opener>,
  json: boolean,
): Promise<string> {
  const last = changes.findLast((line) => timeOf(line) <= at);
  const was = last?.after && (await open(last));
  if (json) return JSON.stringify(was?.after ?? null);
  if (was) return itemAt(name, at, was);
  const [first] = changes;
  const why = last ? `it was deleted at ${timeOf(last)}` : `it was made at ${first && timeOf(first)}`;
  return `${name} was not there at ${at}: ${why}.`;
}
