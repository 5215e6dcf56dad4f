import * as z from "zod";
import { EventCard } from "#domain/event-card.ts";
import { moment } from "#domain/time.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listUpcomingEvents = operation("events/list-upcoming-events", {
  method: "GET",
  path: "/v1/events",
  summary: "Published events that start from one moment on and before another, by start; the next 12 months by default",
  auth: "public",
  input: z.object({ from: moment.optional(), to: moment.optional(), ...paging }),
  output: pageOf(EventCard),
  success: 200,
  uses: ["gsi2:query"],
  faults: [],
  impact: "Nobody can find events.",
  paged: true,
  cacheSeconds: 30,
});
