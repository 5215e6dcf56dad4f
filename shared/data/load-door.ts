import { event } from "#data/event.ts";
import { seek } from "#data/home.ts";
import { managing, requireMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { type MemberRole, memberRoles } from "#domain/organizer.ts";

/**
 * An event for somebody who works at its doors: anyone of its organizer's team. Read strongly, since moved doors count
 * at once. Throws `not_permitted`, or `not_found` if the caller may not even see the event.
 */
export const loadDoor = (eventId: string, caller: { readonly userId: string }) => loadFor(eventId, caller, memberRoles);

/** An event for somebody who runs it. Throws as `loadDoor` does. */
export const loadRun = (eventId: string, caller: { readonly userId: string }) => loadFor(eventId, caller, managing);

async function loadFor(eventId: string, caller: { readonly userId: string }, roles: readonly MemberRole[]) {
  const found = await seek((home) => event.get({ eventId }).go({ consistent: true, ...home }));
  if (!found?.isActive) throw new Fault("not_found");
  await requireMember(caller, found.organizerId, roles, { isPublic: isPublic(found) });
  return found;
}
