import { minutes, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import { behind, broken } from "../violation.ts";

/** A walk that stopped is gone on with after five minutes; long before this, something is wrong. */
const patience = minutes(40);

export const rules: Rules = {
  walk: [
    function* ({ eventId, kind, dueAt, endedAt, purgeAt }, table) {
      if ((endedAt === undefined) !== (purgeAt === undefined)) {
        yield broken("shape", endedAt ? "is over and would be kept for ever" : "is not over and would be purged");
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
