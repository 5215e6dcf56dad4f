import { event } from "#data/event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";

/**
 * An event, without what it sells, for those who run it. Throws `not_permitted`, or `not_found` if the caller may not
 * even see it.
 */
export async function loadManagedEvent(eventId: string, caller: { readonly userId: string }) {
  const { data: found } = await event.get({ eventId }).go({ consistent: true });
  if (!found?.isActive) throw new Fault("not_found");
  await requireMember(caller, found.organizerId, managing, { isPublic: isPublic(found) });
  return found;
}
