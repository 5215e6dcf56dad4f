import { days, hours, shifted } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { health } from "#functions/site/health.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { somebody } from "#test/bench/cost/people.ts";
import type { Walk } from "#test/bench/cost/walk.ts";

const places = 20_000;

/** An event of twenty stock items, so that what is compared is not the waiting for one of them. */
export async function bigShow(walk: Walk) {
  const { email, as } = await somebody(walk);
  const profile = { organizationName: "Lantern Hall", contactEmail: email };
  const { organizerId } = await walk.call(createOrganizer, profile, as);
  const { now } = await walk.call(health, {});
  const startDate = shifted(now, days(30));
  const form = {
    ...{ organizerId, title: "Night of Lanterns", description: "", location: "Cairo, Egypt", timezone: "Africa/Cairo" },
    ...{ startDate, endDate: shifted(startDate, hours(3)), maxCapacity: places },
    currency: "EUR" as const,
  };
  const { eventId } = await walk.call(createEvent, form, as);
  const type = { eventId, quantityAvailable: places };
  const paid = await walk.call(createTicketType, { ...type, name: "General admission", price: 2500 }, as);
  const free = await walk.call(createTicketType, { ...type, name: "Guest list", price: 0 }, as);
  await walk.call(publishEvent, { eventId }, as);
  const checkout = (ticketTypeId: string) => ({ eventId, lines: [{ ticketTypeId, quantity: 1 }] });
  return { eventId, stockShards: places / 1000, free: checkout(free.ticketTypeId), paid: checkout(paid.ticketTypeId) };
}
