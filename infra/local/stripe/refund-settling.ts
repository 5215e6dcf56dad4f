import type Stripe from "stripe";
import type { Clock } from "../seams.ts";
import { book } from "./balance-transactions.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";
import { type TestPaymentMethod, testPaymentMethod } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

type Refund = Stripe.Refund;
type RefundOutcome = "succeeded" | "failed";

/** The test cards' refunds end «some time later» (docs: Testing). */
const LATER_MS = 60_000;

/** What becomes of the refunds of a payment method, by its test name. */
export const refundsOf = ({ records }: Pick<Work, "records">, method: unknown): TestPaymentMethod["refunds"] =>
  testPaymentMethod(records.methods.all().find(({ id }) => id === method)?.testName ?? "")?.refunds;

/** Changes a refund and says so, in the two ways Stripe does. */
export const updateRefund = (work: Work, refund: Refund, change: Partial<Refund>): Refund => {
  const updated = work.records.refunds.put({ ...refund, ...change });
  const previous = Object.fromEntries(Object.keys(change).map((key) => [key, refund[key as keyof Refund] ?? null]));
  for (const type of ["refund.updated", "charge.refund.updated"]) work.emit(type, updated, previous);
  return updated;
};

/** The bank takes a pending refund, or sends one back: also one that had succeeded. Its amount can be refunded again. */
export const settleRefund = (work: Work, id: string, outcome: RefundOutcome): Refund => {
  const refund = work.records.refunds.get(id);
  if (refund === undefined) throw missingResource("refund", id, "id");
  if (refund.status === outcome || refund.status === "failed") {
    throw invalidRequest(`The Refund is ${refund.status}; nothing is left to settle.`);
  }
  const { pending_reason: _, ...settled } = refund;
  work.records.refunds.put(settled);
  if (outcome === "succeeded") return updateRefund(work, settled, { status: outcome });
  const charge = work.records.charges.get(String(refund.charge));
  const amount_refunded = (charge?.amount_refunded ?? 0) - refund.amount;
  if (charge !== undefined) work.records.charges.put({ ...charge, amount_refunded, refunded: false });
  const failed = updateRefund(work, settled, {
    status: outcome,
    failure_balance_transaction: bookFailure(work, refund).id,
    failure_reason: "expired_or_canceled_card",
  });
  work.emit("refund.failed", failed);
  return failed;
};

const bookFailure = (work: Work, { amount, currency, id: source }: Refund) =>
  book(work, "refund_failure", { amount, currency, source, description: "REFUND FAILURE" });

/** Settles refunds on the clock as their test card says; what a former run left waiting, too. */
export const settlingRefunds = (clock: Clock, work: () => Work): { later(refund: Refund): void; stop(): void } => {
  const alarms = new Set<() => void>();
  const settle = (id: string): void => {
    const current = work().records.refunds.get(id);
    const fate = refundsOf(work(), current?.payment_method);
    if (fate === "pend" && current?.status === "pending") settleRefund(work(), id, "succeeded");
    if (fate === "fail" && current?.status === "succeeded") settleRefund(work(), id, "failed");
  };
  const later = ({ id, created }: Refund): void => {
    alarms.add(clock.at(created * 1000 + LATER_MS, () => settle(id)));
  };
  for (const refund of work().records.refunds.all()) {
    if (refundsOf(work(), refund.payment_method) !== undefined) later(refund);
  }
  return {
    later,
    stop: () => {
      for (const cancel of alarms) cancel();
    },
  };
};
