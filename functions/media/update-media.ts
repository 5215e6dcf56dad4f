import { Media, MediaEdits, MediaView } from "#domain/media.ts";
import { operation } from "#platform/operation.ts";

export const updateMedia = operation("media/update-media", {
  method: "PATCH",
  path: "/v1/media/{mediaId}",
  summary: "Change what is said of a file to those who cannot see it; null takes it away",
  auth: "user",
  input: MediaEdits.extend(Media.pick({ mediaId: true }).shape),
  output: MediaView,
  success: 200,
  uses: ["table:get", "table:put", "archive:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Files cannot be described.",
});
