import { gzipSync } from "node:zlib";
import { auditKey, auditLines } from "#events/relay/audit.ts";
import { newsIn } from "#events/relay/news.ts";
import { relay } from "#events/relay/relay.ts";
import { putAudit } from "#platform/audit-log.ts";
import { tell } from "#platform/bus.ts";
import { follow } from "#platform/consume.ts";

/** The log first: a fact that was told must be in it. Both are safe to repeat when the batch comes again. */
export const handler = follow(relay, async (records) => {
  const lines = auditLines(records);
  if (lines.length > 0) await putAudit(auditKey(records), gzipSync(lines.join("\n")));
  await tell(newsIn(records));
});
