import * as z from "zod";
import { id } from "#domain/ids.ts";
import { TicketCard, TicketStatus } from "#domain/ticket.ts";
import { moment } from "#domain/time.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listEventTickets = operation("tickets/list-event-tickets", {
  method: "GET",
  path: "/v1/events/{eventId}/tickets",
  summary: "The tickets of an event I run in one status, bought between two moments, newest first",
  auth: "user",
  paged: true,
  input: z.object({
    eventId: id,
    status: TicketStatus.default("active"),
    /** Bought from this moment on. */
    from: moment.optional(),
    /** Bought before this moment. */
    to: moment.optional(),
    ...paging,
  }),
  output: pageOf(TicketCard),
  success: 200,
  uses: ["table:get", "gsi2:query", "archive:get", "archive-gsi2:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see who holds tickets.",
});
