import { Event } from "#domain/event.ts";
import { MediaCard } from "#domain/media.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listEventMedia = operation("media/list-event-media", {
  method: "GET",
  path: "/v1/events/{eventId}/media",
  summary: "An event's files, newest first: everybody sees the ready ones, its team all",
  auth: "optional",
  paged: true,
  input: Event.pick({ eventId: true }).extend(paging),
  output: pageOf(MediaCard),
  success: 200,
  uses: ["table:get", "gsi2:query", "archive:get"],
  faults: ["not_found"],
  impact: "An event's pictures cannot be seen.",
  cacheSeconds: 30,
});
