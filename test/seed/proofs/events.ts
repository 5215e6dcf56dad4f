import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import * as z from "zod";
import { availability } from "#data/availability.ts";
import { event } from "#data/event.ts";
import { Event } from "#domain/event.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { fits } from "#test/seed/fits.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

async function shown(world: World) {
  const { eventId } = await world.show();
  return isDone(await api.call(getEvent, { eventId }));
}

const degrees = {
  type: z.number(),
  differently: "In degrees, as a number; the others of the seed's decimals are money, in whole minor units.",
};

export const events: Kept = {
  table: "events",
  entity: "event",
  schema: Event,
  code: ["shared/domain/event.ts#Event", "shared/data/event.ts#event"],
  operations: [createEvent, getEvent, listOrganizerEvents, listUpcomingEvents, publishEvent, updateEvent],
  shown,
  async stored(world) {
    const { eventId } = await world.show();
    return (await stored(event.get({ eventId }).params<GetCommandInput>())).item;
  },
  columns: {
    id: { as: "eventId" },
    organizer_id: { of: async (world) => (await world.team()).organizerId },
    latitude: degrees,
    longitude: degrees,
    price: { differently: "The lowest price of its ticket types, in minor units of its currency." },
    current_capacity: {
      code: ["shared/domain/event-page.ts#currentCapacity:", "shared/data/availability.ts#availability"],
      operations: [getEvent, updateAvailability],
      differently: "Places sold or held, shown from the availability item, seconds old; the stock items decide.",
      async holds(world) {
        const { show, tickets } = await world.sale();
        const { currentCapacity } = await shown(world);
        fits("integer", currentCapacity);
        expect(currentCapacity).toBe(tickets.length);
        const { item } = await stored(availability.get({ eventId: show.eventId }).params<GetCommandInput>());
        expect(item.shards).toMatchObject({ 0: { taken: tickets.length } });
      },
    },
  },
};
