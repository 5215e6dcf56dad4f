import { expect } from "vitest";
import { Ticket } from "#domain/ticket.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { storedTicket } from "#test/support/doors.ts";
import { isDone } from "#test/support/then.ts";

async function ticketOf(world: World) {
  const { tickets, buyer } = await world.sale();
  const ticketId = tickets[0]?.ticketId ?? "";
  return { ticketId, as: await world.as(buyer) };
}

export const tickets: Kept = {
  table: "tickets",
  entity: "ticket",
  schema: Ticket,
  code: ["shared/domain/ticket.ts#Ticket", "shared/data/ticket.ts#ticket"],
  operations: [getTicket, listMyTickets, receiveStripeEvent],
  async shown(world) {
    const { ticketId, as } = await ticketOf(world);
    return isDone(await api.call(getTicket, { ticketId }, as));
  },
  stored: async (world) => (await storedTicket((await ticketOf(world)).ticketId)).item,
  columns: {
    id: { as: "ticketId" },
    event_id: { of: async (world) => (await world.show()).eventId },
    user_id: { of: async (world) => (await world.buyer()).userId },
    price_paid: { differently: "In minor units of the event's currency." },
    qr_code: {
      code: ["shared/domain/ticket-token.ts", "shared/platform/qr-image.ts"],
      operations: [getTicketQr],
      differently: "Made when asked for, a signed token that a door can verify offline; never stored.",
      async holds(world) {
        const { ticketId, as } = await ticketOf(world);
        const answer = await api.call(getTicketQr, { ticketId, format: "text" }, as);
        isDone(answer, 200);
        expect(answer.text.length).toBeGreaterThan(80);
        expect(JSON.stringify((await storedTicket(ticketId)).item)).not.toContain(answer.text.slice(-40));
        const image = await api.call(getTicketQr, { ticketId, format: "svg" }, as);
        isDone(image, 200);
        expect(image.text).toContain("<svg");
      },
    },
  },
};
