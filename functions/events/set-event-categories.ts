import * as z from "zod";
import { maxCategories } from "#domain/category.ts";
import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { id } from "#domain/ids.ts";
import { operation } from "#platform/operation.ts";

export const setEventCategories = operation("events/set-event-categories", {
  method: "PUT",
  path: "/v1/events/{eventId}/categories",
  summary: "Say which categories an event is found under, the main one first; at most five",
  auth: "user",
  input: Event.pick({ eventId: true }).extend({ categoryIds: z.array(id).max(maxCategories) }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:batch-get", "table:query", "table:put", "table:update", "table:delete"],
  faults: ["not_found", "not_permitted", "not_changeable", "busy"],
  impact: "Organizers cannot say what kind of event theirs is.",
});
