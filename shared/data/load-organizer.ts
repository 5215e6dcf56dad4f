import { organizer } from "#data/organizer.ts";
import { Fault } from "#domain/fault.ts";

/** The organizer with this id as it is now, or nothing. */
export async function findOrganizer(organizerId: string) {
  return (await organizer.get({ organizerId }).go({ consistent: true })).data ?? undefined;
}

/** The organizer with this id as it is now. Throws `not_found` if there is none, or it was closed. */
export async function loadOrganizer(organizerId: string) {
  const found = await findOrganizer(organizerId);
  if (!found?.isActive) throw new Fault("not_found");
  return found;
}
