import { Media } from "#domain/media.ts";
import { operation } from "#platform/operation.ts";

export const deleteMedia = operation("media/delete-media", {
  method: "DELETE",
  path: "/v1/media/{mediaId}",
  summary: "Delete a file of one's own, or of what one runs",
  auth: "user",
  input: Media.pick({ mediaId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "archive:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Files cannot be deleted.",
});
