import { loadEvent } from "#data/load-event.ts";
import { Fault } from "#domain/fault.ts";
import type { Sale } from "#domain/quote.ts";

/** What an order of this event depends on, as it is now. Throws `not_found`. */
export async function loadSale(eventId: string): Promise<Sale> {
  const loaded = await loadEvent(eventId);
  if (!loaded) throw new Fault("not_found");
  return loaded;
}
