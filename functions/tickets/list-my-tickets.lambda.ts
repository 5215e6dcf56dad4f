import { ticketsOfUser } from "#data/bought.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyTickets, ({ caller, page }) => ticketsOfUser(caller.userId, page));
