import * as z from "zod";
import { ExportedRecord } from "#functions/users/exported.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const exportMyData = operation("users/export-my-data", {
  method: "GET",
  path: "/v1/users/me/export",
  summary: "Everything about me, record by record: follow nextCursor to the end; a page may be short",
  auth: "user",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(ExportedRecord),
  success: 200,
  uses: [
    ...["table:get", "table:batch-get", "table:query", "gsi1:query", "gsi2:query", "gsi3:query"],
    ...["archive:batch-get", "archive-gsi1:query"],
  ] as const,
  faults: [],
  impact: "People cannot get a copy of their data, which is their right.",
  timeout: 25,
});
