import { Media, MediaView } from "#domain/media.ts";
import { operation } from "#platform/operation.ts";

export const restoreMedia = operation("media/restore-media", {
  method: "POST",
  path: "/v1/media/{mediaId}/restore",
  summary: "Bring a deleted file back; a repeat changes nothing",
  auth: "user",
  role: "super_admin",
  input: Media.pick({ mediaId: true }),
  output: MediaView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "busy"],
  impact: "Files that were deleted by mistake are lost.",
});
