import { MediaCard } from "#domain/media.ts";
import { Organizer } from "#domain/organizer.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listOrganizerMedia = operation("media/list-organizer-media", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/media",
  summary: "An organizer's files, newest first: everybody sees the ready ones, its team all",
  auth: "optional",
  paged: true,
  input: Organizer.pick({ organizerId: true }).extend(paging),
  output: pageOf(MediaCard),
  success: 200,
  uses: ["table:get", "gsi2:query"],
  faults: ["not_found"],
  impact: "An organizer's pictures cannot be seen.",
  cacheSeconds: 30,
});
