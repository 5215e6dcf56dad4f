import { event } from "#data/event.ts";
import { seek } from "#data/home.ts";
import { managing, requireMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";

/**
 * An event, archived or not, without what it sells, for those who run it. Throws `not_permitted`, or `not_found` if the caller may not
 * even see it.
 */
export async function loadManagedEvent(eventId: string, caller: { readonly userId: string }) {
  const found = await seek((home) => event.get({ eventId }).go({ consistent: true, ...home }));
  if (!found?.isActive) throw new Fault("not_found");
  await requireMember(caller, found.organizerId, managing, { isPublic: isPublic(found) });
  return found;
}
