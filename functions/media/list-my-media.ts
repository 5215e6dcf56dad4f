import * as z from "zod";
import { MediaCard } from "#domain/media.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMyMedia = operation("media/list-my-media", {
  method: "GET",
  path: "/v1/users/me/media",
  summary: "The files the caller sent, newest first",
  auth: "user",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(MediaCard),
  success: 200,
  uses: ["gsi1:query"],
  faults: [],
  impact: "People cannot find the files they sent.",
});
