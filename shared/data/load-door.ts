import { event } from "#data/event.ts";
import { seek } from "#data/home.ts";
import { requireMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { memberRoles } from "#domain/organizer.ts";

/**
 * An event for somebody who works at its doors: anyone of its organizer's team. Read strongly, since moved doors count
 * at once. Throws `not_permitted`, or `not_found` if the caller may not even see the event.
 */
export async function loadDoor(eventId: string, caller: { readonly userId: string }) {
  const found = await seek((home) => event.get({ eventId }).go({ consistent: true, ...home }));
  if (!found) throw new Fault("not_found");
  await requireMember(caller, found.organizerId, memberRoles, { isPublic: isPublic(found) });
  return found;
}
