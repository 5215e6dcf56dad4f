import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { loadAuditKeys } from "#data/load-audit-keys.ts";
import { auditObjects, peopleIn } from "#events/relay/audit.ts";
import { newsIn } from "#events/relay/news.ts";
import { relay } from "#events/relay/relay.ts";
import { putAudit } from "#platform/audit-log.ts";
import { tell } from "#platform/bus.ts";
import { follow } from "#platform/consume.ts";

/** The log first: a fact that was told must be in it. Both are safe to repeat when the batch comes again. */
export const handler = follow(relay, async (records) => {
  // Read anew for each batch: somebody may have been erased since.
  const keys = await loadAuditKeys(peopleIn(records));
  const objects = auditObjects(records, { keys, random: randomBytes });
  for (const { key, lines } of objects) await putAudit(key, gzipSync(`${lines.join("\n")}\n`));
  await tell(newsIn(records));
});
