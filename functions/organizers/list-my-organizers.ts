import * as z from "zod";
import { OrganizerCard } from "#domain/organizer.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMyOrganizers = operation("organizers/list-my-organizers", {
  method: "GET",
  path: "/v1/users/me/organizers",
  summary: "The organizers the caller works for, and as what",
  auth: "user",
  input: z.object({ ...paging }),
  output: pageOf(OrganizerCard),
  success: 200,
  uses: ["table:query", "table:batch-get"],
  faults: [],
  impact: "People cannot find the organizers they work for.",
  paged: true,
});
