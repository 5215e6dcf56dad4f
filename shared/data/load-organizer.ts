import { organizer } from "#data/organizer.ts";
import { Fault } from "#domain/fault.ts";

/** The organizer with this id as it is now. Throws `not_found` if there is none, or it was closed. */
export async function loadOrganizer(organizerId: string) {
  const { data } = await organizer.get({ organizerId }).go({ consistent: true });
  if (!data?.isActive) throw new Fault("not_found");
  return data;
}
