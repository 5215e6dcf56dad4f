import { homesOf } from "#data/home.ts";
import { loadRun } from "#data/load-door.ts";
import { salesOf } from "#data/read-sales.ts";
import { indexShardsFor } from "#domain/event.ts";
import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listEventSales, async ({ input: { eventId }, caller, page, now }) => {
  const event = await loadRun(eventId, caller);
  return salesOf({ eventId, shards: indexShardsFor(event), homes: homesOf(event, now) }, page);
});
