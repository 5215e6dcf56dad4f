import * as z from "zod";
import { DisputeEvidence } from "#domain/evidence.ts";
import { id } from "#domain/ids.ts";
import { operation } from "#platform/operation.ts";

export const getDisputeEvidence = operation("payments/get-dispute-evidence", {
  method: "GET",
  path: "/v1/payments/{paymentId}/dispute-evidence",
  summary: "What is known of a sale that a bank disputes, to answer it with: for who runs the event, and for admins",
  auth: "user",
  input: z.object({ paymentId: id }),
  output: DisputeEvidence,
  success: 200,
  uses: ["table:get", "table:batch-get", "table:query", "archive:get", "archive:batch-get"],
  faults: ["not_found", "not_permitted"],
  impact: "Disputes cannot be answered with what is known of the sale, and are lost.",
});
