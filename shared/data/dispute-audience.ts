import { loadOrder } from "#data/load-order.ts";
import { managersOf } from "#data/team-of.ts";
import { buyerDisputeWording, teamDisputeWording } from "#domain/dispute-wording.ts";
import type { Wording } from "#domain/notification.ts";
import type { Payment } from "#domain/payment.ts";

type Fact = Parameters<typeof teamDisputeWording>[1] & Pick<Payment, "userId">;

/** Who is told what of a payment's dispute: who runs the event, and who paid, unless they are the same. */
export async function disputeAudience(fact: Fact): Promise<{ readonly userId: string; readonly wording: Wording }[]> {
  const [order, managers] = await Promise.all([loadOrder(fact.orderId), managersOf(fact.organizerId)]);
  const toBuyer = buyerDisputeWording(order, fact);
  const team = managers.map((userId) => ({ userId, wording: teamDisputeWording(order, fact) }));
  return toBuyer && !managers.includes(fact.userId) ? [...team, { userId: fact.userId, wording: toBuyer }] : team;
}
