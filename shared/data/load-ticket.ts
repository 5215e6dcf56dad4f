import { ticket } from "#data/ticket.ts";

/** The ticket as it is now, or nothing. */
export async function loadTicket(ticketId: string) {
  return (await ticket.get({ ticketId }).go({ consistent: true })).data ?? undefined;
}
