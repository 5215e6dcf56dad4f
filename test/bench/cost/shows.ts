import { hours, shifted } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { health } from "#functions/site/health.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { loggedIn, type Somebody, somebody } from "#test/bench/cost/people.ts";
import type { Walk } from "#test/bench/cost/walk.ts";

/** An event on sale and what it sells. */
export type OnSale = { readonly eventId: string; readonly paidTypeId: string; readonly freeTypeId: string };

/** An organizer with twenty-one events in one month: one more than a page shows. Their door is open. */
export async function shows(walk: Walk): Promise<{ owner: Somebody; organizerId: string; events: OnSale[] }> {
  const { email, as } = await somebody(walk);
  const profile = { organizationName: "Lantern Hall", contactEmail: email };
  const { organizerId, version } = await walk.count(createOrganizer, profile, as);
  await walk.count(updateOrganizer, { organizerId, organizationName: "Lantern Halls" }, { ...as, ifMatch: version });
  const { now } = await walk.call(health, {});
  const events: OnSale[] = [];
  for (let place = 0; place < 21; place++) events.push(await onSale(walk, as, organizerId, now, place));
  const [first] = events;
  if (!first) throw new Error("There is no event");
  await walk.count(getEvent, { eventId: first.eventId });
  await walk.count(listTicketTypes, { eventId: first.eventId });
  await walk.count(listUpcomingEvents, { from: shifted(now, hours(2)), to: shifted(now, hours(4)), limit: 20 });
  await walk.count(listOrganizerEvents, { organizerId, limit: 20 });
  await walk.count(listMyOrganizers, {}, as);
  await walk.count(getOrganizer, { organizerId });
  const owner = await loggedIn(walk, email);
  return { owner, organizerId, events };
}

/** An ordinary event: two kinds of tickets, a place on the map, texts of usual length. */
async function onSale(walk: Walk, as: { token: string }, organizerId: string, now: string, place: number) {
  const startDate = shifted(now, hours(2) + place * 60_000);
  const form = {
    organizerId,
    title: `Night of Lanterns, part ${place + 1}`,
    description: "Music until the last lantern is out. Doors open at seven; bring something warm for the garden.",
    ...{ location: "Cairo, Egypt", latitude: 30.0444, longitude: 31.2357, timezone: "Africa/Cairo" },
    currency: "EUR" as const,
    ...{ startDate, endDate: shifted(startDate, hours(3)), maxCapacity: 500 },
  };
  const { eventId, version } = await walk.count(createEvent, form, as);
  const title = `Night of Lanterns, part ${place + 1} of 21`;
  await walk.count(updateEvent, { eventId, title }, { ...as, ifMatch: version });
  const type = { eventId, price: 2500, quantityAvailable: 300 };
  const paid = await walk.count(createTicketType, { ...type, name: "General admission" }, as);
  const free = await walk.call(createTicketType, { ...type, name: "Guest list", price: 0 }, as);
  await walk.count(publishEvent, { eventId }, as);
  const { ticketTypeId } = free;
  if (place === 0)
    await walk.count(
      updateTicketType,
      { eventId, ticketTypeId, quantityAvailable: 310 },
      { ...as, ifMatch: free.version },
    );
  return { eventId, paidTypeId: paid.ticketTypeId, freeTypeId: ticketTypeId };
}
