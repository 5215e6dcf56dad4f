import type Stripe from "stripe";
import { type DisputeOutcome, settleDispute } from "./dispute-settling.ts";
import { announce, findDispute } from "./disputes.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Evidence, evidence } from "./evidence.ts";
import { metadata } from "./metadata.ts";
import { boolean, optional, type Parameters, readParameters } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Dispute = Stripe.Dispute;

const shape = { evidence: optional(evidence), metadata: optional(metadata), submit: optional(boolean) };
type Given = Parameters<typeof shape>;

/** `POST /v1/disputes/:id`: evidence goes to the bank at once, unless `submit` is false. */
export const updateDispute: Endpoint = {
  method: "POST",
  path: "/v1/disputes/:id",
  answers: "dispute",
  prepare: ({ id, params }) => {
    const given = readParameters(shape, params);
    return (work) => update(work, findDispute(work, id), given);
  },
};

/** `POST /v1/disputes/:id/close`: the merchant gives in. */
export const closeDispute: Endpoint = {
  method: "POST",
  path: "/v1/disputes/:id/close",
  answers: "dispute",
  prepare: ({ id, params }) => {
    readParameters({}, params);
    return (work) => {
      const { status } = findDispute(work, id);
      if (status !== "needs_response") throw invalidRequest(`This dispute is ${status} and cannot be closed.`);
      return settleDispute(work, id, "lost");
    };
  },
};

/** «To test winning or losing»: the bank decides by these texts (docs: Testing, Disputes). */
const VERDICTS: Readonly<Record<string, { readonly dispute?: DisputeOutcome; readonly inquiry: DisputeOutcome }>> = {
  winning_evidence: { dispute: "won", inquiry: "warning_closed" },
  losing_evidence: { dispute: "lost", inquiry: "warning_closed" },
  escalate_inquiry_evidence: { inquiry: "needs_response" },
};

const update = (work: Work, dispute: Dispute, { evidence: said, metadata: more, submit }: Given): Dispute => {
  const { evidence: former, metadata: labels, status } = dispute;
  const labelled = { ...dispute, metadata: { ...labels, ...more } };
  const isAnswer = said !== undefined || submit === true || more === undefined;
  if (!isAnswer) return announce(work, "updated", labelled, { metadata: labels });
  const isInquiry = status === "warning_needs_response";
  refuseLate(work, dispute);
  const stated = withEvidence(labelled, said);
  if (submit === false) return announce(work, "updated", stated, { evidence: former });
  const submitted = announce(work, "updated", sentToBank(stated, isInquiry), { evidence: former, status });
  const verdict = VERDICTS[submitted.evidence.uncategorized_text ?? ""]?.[isInquiry ? "inquiry" : "dispute"];
  return verdict === undefined ? submitted : settleDispute(work, dispute.id, verdict);
};

/** Evidence can be submitted once, and in time. */
const refuseLate = ({ now }: Work, { status, evidence_details: { due_by: dueBy } }: Dispute): void => {
  if (status !== "needs_response" && status !== "warning_needs_response") {
    throw invalidRequest(`This dispute is ${status}: evidence can no longer be submitted for it.`);
  }
  if (dueBy !== null && dueBy < now) throw invalidRequest("The deadline for this dispute's evidence has passed.");
};

const withEvidence = (dispute: Dispute, said: Evidence = {} as Evidence): Dispute => {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const details = { ...dispute.evidence_details, has_evidence: true };
  return { ...dispute, evidence: { ...dispute.evidence, ...given }, evidence_details: details };
};

const sentToBank = (dispute: Dispute, isInquiry: boolean): Dispute => ({
  ...dispute,
  evidence_details: {
    ...dispute.evidence_details,
    submission_count: dispute.evidence_details.submission_count + 1,
    submission_method: "manual",
  },
  status: isInquiry ? "warning_under_review" : "under_review",
});
