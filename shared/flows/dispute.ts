import { orderOf, paidOf } from "#data/load-paid.ts";
import { type Paid, settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { type DisputeAtStripe, withDispute } from "#domain/dispute.ts";
import { Fault } from "#domain/fault.ts";
import type { Payment } from "#domain/payment.ts";
import type { Change } from "#domain/trail.ts";
import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { disputeOpened } from "#events/facts/dispute-opened.ts";
import { noteRefunds } from "#flows/note-refunds.ts";
import { areDoorsClosed } from "#flows/refund.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { disputesAtStripe } from "#platform/stripe-dispute.ts";

/** Rounds of reading again what somebody else changed meanwhile, or of noting one dispute after the other. */
const rounds = 30;

/**
 * Brings a payment to where its disputes stand at Stripe, whatever was told of them and in which order: its tickets are
 * suspended, let their holders in again, or end. Each dispute's step is a transaction on the version of all it was
 * decided from; Stripe is asked after these were read, so what is written is never older than what was there. What was
 * refunded before is noted before: of a dispute that is lost it says what was left.
 */
export async function noteDisputes(paymentId: string, shell: Shell): Promise<void> {
  await noteRefunds(paymentId, shell);
  const at = shell.now.toISOString();
  for (let round = 0; round < rounds; round++) {
    const paid = await paidOf(paymentId);
    const { paymentIntentId: intentId } = paid.payment;
    const step = intentId === undefined ? undefined : firstStep(paid, await disputesAtStripe(intentId), at);
    if (!step) return;
    const { payment: next, tells } = step;
    const { status, disputes } = next;
    log("warn", "flows/dispute", { paymentId, status, dispute: disputes?.at(-1) });
    const fact = tells && { opened: disputeOpened, closed: disputeClosed }[tells];
    await store(paid, next, shell, shell.change(fact));
  }
  throw new Fault("busy");
}

/** The step of the first dispute we know less of than Stripe does. */
function firstStep({ payment }: Paid, atStripe: readonly DisputeAtStripe[], at: string) {
  for (const told of atStripe) {
    const step = withDispute(payment, told, at);
    if (step) return step;
  }
  return undefined;
}

/** An order is what went back of its payment: what brought no tickets is no order's, and an open dispute gives nothing back. */
async function store(paid: Paid, next: Payment, { now }: Shell, change: Change): Promise<boolean> {
  const { payment } = paid;
  const doors = { doorsClosed: await areDoorsClosed(payment.eventId, now) };
  const isGone = next.refundedAmount !== payment.refundedAmount && payment.lines.length > 0;
  if (!isGone) return storeRefunds(paid, next, change, doors);
  return settleRefund({ ...paid, order: await orderOf(payment.orderId) }, next, change, doors);
}
