import { type LoadedPayment, loadPayment } from "#data/load-order.ts";
import { isMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";

/** A payment for who paid it and for who runs its event. Throws `not_found` for others as for none. */
export async function seePayment(
  paymentId: string,
  caller: { readonly userId: string },
): Promise<{ payment: LoadedPayment; forTeam: boolean }> {
  const payment = await loadPayment(paymentId);
  if (!payment) throw new Fault("not_found");
  const forTeam = await isMember(caller, payment.organizerId);
  if (!forTeam && payment.userId !== caller.userId) throw new Fault("not_found");
  return { payment, forTeam };
}
