import type Stripe from "stripe";
import { type DisputeAtStripe, DisputeStatus } from "#domain/dispute.ts";
import { stripe } from "#platform/stripe.ts";

/**
 * The disputes of an intent as Stripe has them now, the oldest first. Events of them come in any order: this is what
 * counts.
 */
export async function disputesAtStripe(intentId: string): Promise<readonly DisputeAtStripe[]> {
  const client = await stripe();
  const found: DisputeAtStripe[] = [];
  for await (const dispute of client.disputes.list({ payment_intent: intentId, limit: 100 })) {
    const { id: disputeId, amount, currency, reason, status, evidence_details: details } = dispute;
    const evidenceDueBy = details.due_by ? new Date(details.due_by * 1000).toISOString() : undefined;
    found.push({
      ...{ disputeId, amount, currency: currency.toUpperCase(), reason, status: known(status) },
      ...(evidenceDueBy && { evidenceDueBy }),
    });
  }
  return found.toReversed();
}

/** An appeal is made against what was lost. A status that is newer than this code keeps the tickets suspended. */
function known(status: Stripe.Dispute.Status): DisputeAtStripe["status"] {
  if (status.startsWith("appeal_")) return "lost";
  return DisputeStatus.safeParse(status).data ?? "under_review";
}
