import { type LoadedEvent, loadEvent } from "#data/load-event.ts";
import { isMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";

/** An event as far as the caller may see it. Throws `not_found` for a draft of others as for none. */
export async function seeEvent(
  eventId: string,
  caller: { readonly userId: string } | undefined,
): Promise<{ sale: LoadedEvent; forTeam: boolean }> {
  const sale = await loadEvent(eventId);
  if (!sale?.event.isActive) throw new Fault("not_found");
  const forTeam = await isMember(caller, sale.event.organizerId);
  if (!forTeam && !isPublic(sale.event)) throw new Fault("not_found");
  return { sale, forTeam };
}
