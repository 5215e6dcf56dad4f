import { event } from "#data/event.ts";
import { archive, live } from "#data/home.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { readPage } from "#data/page.ts";
import { isMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listOrganizerEvents, async ({ input, caller, page }) => {
  const { organizerId, status } = input;
  const isOpen = status === "published";
  const [isTeam] = await Promise.all([!isOpen && isMember(caller, organizerId), loadOrganizer(organizerId)]);
  if (!isOpen && !isTeam) throw new Fault(caller ? "not_permitted" : "unauthenticated");
  // An event is archived in the archive alone, and nothing else is there.
  const home = status === "archived" ? archive() : live;
  const { items, last } = await readPage(event.query.ofOrganizer({ organizerId, status }), page, "asc", home);
  return { items: items.map(({ card }) => card), last };
});
