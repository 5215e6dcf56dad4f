import { seek } from "#data/home.ts";
import { ticket } from "#data/ticket.ts";

/** The ticket as it is now, archived or not, or nothing. */
export const loadTicket = (ticketId: string) =>
  seek((home) => ticket.get({ ticketId }).go({ consistent: true, ...home }));
