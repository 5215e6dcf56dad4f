import { loadEvidence } from "#data/load-evidence.ts";
import { loadPayment } from "#data/load-order.ts";
import { hasRole, isMember } from "#data/rights.ts";
import { disputesOf } from "#domain/dispute.ts";
import { evidenceOf } from "#domain/evidence.ts";
import { Fault } from "#domain/fault.ts";
import { getDisputeEvidence } from "#functions/payments/get-dispute-evidence.ts";
import { serve } from "#platform/serve.ts";

/** The charge is in the platform's own account at Stripe: who answers there is an admin as well as the organizer. */
export const handler = serve(getDisputeEvidence, async ({ input, caller }) => {
  const payment = await loadPayment(input.paymentId);
  if (!payment) throw new Fault("not_found");
  if (!(await isMember(caller, payment.organizerId)) && !(await hasRole(caller, "admin"))) {
    throw payment.userId === caller.userId
      ? new Fault("not_permitted", "It is for who answers the dispute.")
      : new Fault("not_found");
  }
  if (disputesOf(payment).length === 0) throw new Fault("not_found", "No bank has said anything against it.");
  return evidenceOf(await loadEvidence(payment));
});
