import { Media, MediaView } from "#domain/media.ts";
import { operation } from "#platform/operation.ts";

export const getMedia = operation("media/get-media", {
  method: "GET",
  path: "/v1/media/{mediaId}",
  summary: "A file: everybody sees what is ready and for something public, its owners all of theirs",
  auth: "optional",
  input: Media.pick({ mediaId: true }),
  output: MediaView,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Files cannot be seen.",
});
