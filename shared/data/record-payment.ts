import { holds } from "#data/condition.ts";
import { at } from "#data/home.ts";
import { type LoadedPayment, loadPayment } from "#data/load-order.ts";
import { payment as payments } from "#data/payment.ts";
import { becomesOrStays, paymentLife } from "#domain/life.ts";
import type { Payment } from "#domain/payment.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/** Stores a payment that is not there yet; one that is there stays as it is. Answers the payment that is stored. */
export async function keepPayment(payment: Payment, change: Change): Promise<Payment> {
  if (await createPayment(payment, change)) return payment;
  return (await loadPayment(payment.paymentId)) ?? payment;
}

const createPayment = (payment: Payment, change: Change) =>
  holds(payments.create({ ...payment, ...created(change) }).go());

/**
 * Moves a payment to what Stripe told of it. `next` decides from the payment as it is now, and answers nothing to leave
 * it; it is asked again if somebody else changed the payment meanwhile. Answers the payment as it is then.
 */
export async function movePayment(
  open: Payment,
  change: Change,
  next: (payment: Payment) => Partial<Payment> | undefined,
): Promise<Payment> {
  for (let known: LoadedPayment | undefined; ; ) {
    known = await loadPayment(open.paymentId);
    const payment = known ?? open;
    const move = next(payment);
    if (!move) return payment;
    const status = becomesOrStays(paymentLife, payment.status, move.status ?? payment.status);
    const stored = { ...payment, ...move, status };
    if (!known) {
      if (await createPayment(stored, change)) return stored;
      continue;
    }
    const { version, createdAt } = known;
    const write = payments.put({ ...stored, createdAt, ...changed(known, change) });
    if (await holds(write.where((item, op) => op.eq(item.version, version)).go(at(known)))) return stored;
  }
}
