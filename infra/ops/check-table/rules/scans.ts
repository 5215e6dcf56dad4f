import { isDeepStrictEqual } from "node:util";
import { scanKey, scanShards } from "#domain/check-in.ts";
import type { Rules } from "../rules.ts";
import { broken } from "../violation.ts";

/** A scan is kept where a repeat finds it; the one that let a ticket in and its ticket name each other. */
export const rules: Rules = {
  scan: [
    function* (scan, table) {
      const { eventId, nonce, bucket, shard, scannedAt, card } = scan;
      const event = table.find("event", { eventId });
      if (!event) yield broken("parents", "was made at an event there is not");
      else if (shard >= scanShards(event))
        yield broken("shape", `is in index shard ${shard}, where no list looks for it`);
      if (bucket !== scanKey(eventId, nonce).bucket) yield broken("door", "is kept where a repeat does not find it");
      if (!isDeepStrictEqual({ ...card, nonce, scannedAt }, card)) {
        yield broken("shape", "shows something else in lists than it says");
      }
    },
    // Of all scans of a ticket, the one whose nonce the ticket carries.
    function* ({ eventId, nonce, card: { result, scannedBy, scannedAt } }, table) {
      if (!result.admitted) return;
      const ticket = result.ticketId === undefined ? undefined : table.find("ticket", { ticketId: result.ticketId });
      if (!ticket) return yield broken("parents", "let in a ticket there is not");
      const { admission } = ticket;
      if (ticket.eventId !== eventId) yield broken("door", "let in a ticket of another event");
      else if (!admission || admission.nonce !== nonce) {
        yield broken("door", `let in a ticket that ${admission ? `scan ${admission.nonce} let in` : "nobody let in"}`);
      } else if (admission.by !== scannedBy || admission.at !== scannedAt) {
        yield broken("door", "says otherwise than its ticket who let it in, or when");
      }
    },
  ],
};
