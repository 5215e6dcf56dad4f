import { live } from "#data/home.ts";
import { loadEvent } from "#data/load-event.ts";
import { Fault } from "#domain/fault.ts";
import type { Sale } from "#domain/quote.ts";

/** What an order of this event depends on, as it is now: what is archived is not sold. Throws `not_found`. */
export async function loadSale(eventId: string): Promise<Sale> {
  const loaded = await loadEvent(eventId, [live]);
  if (!loaded) throw new Fault("not_found");
  return loaded;
}
