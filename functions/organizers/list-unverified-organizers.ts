import * as z from "zod";
import { UnverifiedOrganizer } from "#domain/organizer.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listUnverifiedOrganizers = operation("organizers/list-unverified-organizers", {
  method: "GET",
  path: "/v1/organizers/unverified",
  summary: "The organizers that wait to be verified, the oldest first",
  auth: "user",
  role: "admin",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(UnverifiedOrganizer),
  success: 200,
  uses: ["gsi2:query", "table:batch-get"],
  faults: [],
  impact: "Admins do not see who waits to be verified.",
});
