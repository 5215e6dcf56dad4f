import { minutes, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import { behind, broken } from "../violation.ts";

/** A walk that stopped is gone on with after five minutes; long before this, something is wrong. */
const patience = minutes(40);

export const rules: Rules = {
  walk: [
    function* ({ eventId, kind, dueAt, endedAt, purgeAt, counting, counted }, table) {
      if ((endedAt === undefined) !== (purgeAt === undefined)) {
        yield broken("shape", endedAt ? "is over and would be kept for ever" : "is not over and would be purged");
      }
      for (const tally of [counting, counted]) {
        if (!tally) continue;
        if (tally.orders !== tally.paidBack + tally.pending + tally.failed || tally.returned > tally.paid) {
          yield broken("shape", `counted ${tally.orders} orders, and others by how they stand`);
        }
      }
      if (endedAt) return;
      // A removed draft's own walk ends in the write after its removal.
      if (!table.find("event", { eventId }) && kind !== "purge") {
        yield broken("parents", "is over an event there is not");
      }
      if (shifted(dueAt, patience) < table.now) yield behind("hold", `was to go on at ${dueAt} (${kind})`);
    },
  ],
};
