import { homesOf } from "#data/home.ts";
import { loadRun } from "#data/load-door.ts";
import { salesOf } from "#data/read-sales.ts";
import { indexShardsFor } from "#domain/event.ts";
import { csvHead, csvOf } from "#domain/sale.ts";
import { exportEventSales } from "#functions/sales/export-event-sales.ts";
import { serve } from "#platform/serve.ts";

/** Only the first page has a head: pages can be written one behind the other. */
export const handler = serve(exportEventSales, async ({ input: { eventId }, caller, page, now }) => {
  const event = await loadRun(eventId, caller);
  const { items, last } = await salesOf({ eventId, shards: indexShardsFor(event), homes: homesOf(event, now) }, page);
  return {
    contentType: "text/csv; charset=utf-8; header=present",
    body: (page.after === undefined ? csvHead : "") + items.map(csvOf).join(""),
    headers: { "content-disposition": `attachment; filename="sales-${eventId}.csv"` },
    last,
  };
});
