import { managing } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";

const rows = [
  {
    of: "a show",
    ask: ({ show }: World) => ({ input: { eventId: show.eventId } }),
    may: managing,
    others: "not_permitted",
  },
  { of: "a draft", ask: ({ draft }: World) => ({ input: { eventId: draft.eventId } }), may: managing },
] as const;

export const sales: RowsOf<"sales"> = { "sales/export-event-sales": rows, "sales/list-event-sales": rows };
