import { disputesOf, isDisputed, lostRefundId } from "#domain/dispute.ts";
import { refundsOf } from "#domain/refund.ts";
import type { Rules } from "../rules.ts";
import { broken } from "../violation.ts";

/** What banks said against payments. What becomes of the tickets, the payments' own rules say. */
export const rules: Rules = {
  payment: [
    function* (payment) {
      const { paymentId, status, paymentIntentId } = payment;
      const disputes = disputesOf(payment);
      if ((status === "disputed") !== isDisputed(payment)) {
        yield broken("money", `is ${status}, its disputes ${disputes.map((one) => one.status).join(", ") || "none"}`);
      }
      if (disputes.length > 0 && !paymentIntentId) yield broken("payment", "is disputed and was never charged");
      if (new Set(disputes.map(({ disputeId }) => disputeId)).size < disputes.length) {
        yield broken("unique", "has the same dispute twice");
      }
      for (const { disputeId, status, closedAt } of disputes) {
        const isOpen = /needs_response|under_review/.test(status);
        if (isOpen !== (closedAt === undefined)) {
          yield broken("money", `has dispute ${disputeId}, which is ${status} and ${closedAt ?? "not closed"}`);
        }
      }
      // What was lost is kept among what went back, unless nothing of the payment was left.
      const lost = disputes.flatMap(({ disputeId, status }) => (status === "lost" ? disputeId : []));
      const gone = refundsOf(payment).filter(({ reason }) => reason === "dispute_lost");
      for (const { refundId } of gone) {
        if (!lost.some((disputeId) => lostRefundId(paymentId, disputeId) === refundId)) {
          yield broken("money", `has lost money by ${refundId}, which no dispute took`);
        }
      }
      for (const disputeId of lost) {
        const isKept = gone.some(({ refundId }) => refundId === lostRefundId(paymentId, disputeId));
        if (!isKept && payment.refundedAmount < payment.amount) {
          yield broken("money", `lost dispute ${disputeId}, and nothing of it went back`);
        }
      }
    },
  ],
};
