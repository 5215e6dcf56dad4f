import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { ticketType } from "#data/ticket-type.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { fits } from "#test/seed/fits.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stockOf, stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

/** The type that was bought. */
async function shown(world: World) {
  const { eventId, ticketTypeId } = await world.show();
  const { items } = isDone(await api.call(listTicketTypes, { eventId }));
  const found = items.find((type) => type.ticketTypeId === ticketTypeId);
  if (!found) throw new Error("The ticket type is not listed");
  return found;
}

export const ticketTypes: Kept = {
  table: "ticket_types",
  entity: "ticketType",
  schema: TicketType,
  code: ["shared/domain/ticket-type.ts#TicketType", "shared/data/ticket-type.ts#ticketType"],
  operations: [createTicketType, listTicketTypes, updateTicketType],
  shown,
  async stored(world) {
    const { eventId, ticketTypeId } = await world.show();
    return (await stored(ticketType.get({ eventId, ticketTypeId }).params<GetCommandInput>())).item;
  },
  columns: {
    id: { as: "ticketTypeId" },
    event_id: { of: async (world) => (await world.show()).eventId },
    price: { differently: "In minor units of the event's currency, 0 or more." },
    quantity_sold: {
      code: ["shared/domain/event-page.ts#quantitySold:", "shared/domain/stock.ts#taken:"],
      operations: [getEvent, listTicketTypes, updateAvailability],
      differently: "Sold or held, shown from the availability item, seconds old; the stock items decide.",
      async holds(world) {
        const { show, tickets } = await world.sale();
        const { quantitySold } = await shown(world);
        fits("integer", quantitySold);
        expect(quantitySold).toBe(tickets.length);
        const [stock] = await stockOf(show.eventId, 1);
        expect(stock?.types[show.ticketTypeId]).toMatchObject({ taken: tickets.length });
      },
    },
  },
};
