import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getDisputeEvidence } from "#functions/payments/get-dispute-evidence.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { loggedIn, type Person } from "#test/support/people.ts";
import { intentIdOf, type Placed, stripeDoes } from "#test/support/purchases.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

type How = { readonly amount?: number; readonly isInquiry?: boolean };

/** The bank of who paid disputes an order's payment, and all that follows has followed. Answers Stripe's name of it. */
export async function isDisputed(order: Placed, how: How = {}): Promise<string> {
  const { id } = (await stripeDoes(`/_double/charges/${intentIdOf(order)}/dispute`, how)) as { id: string };
  await everythingSettles();
  return id;
}

/** What a bank makes of a dispute, and all that follows has followed. */
export async function bankSays(
  disputeId: string,
  outcome: "needs_response" | "under_review" | "won" | "lost" | "warning_closed",
): Promise<void> {
  await stripeDoes(`/_double/disputes/${disputeId}/settle`, { outcome });
  await everythingSettles();
}

/** A payment's disputes, as its buyer sees them. */
export const disputesOf = async (order: Placed, buyer: Person) =>
  isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token: (await loggedIn(buyer)).token }))
    .disputes ?? [];

/** What somebody asks to answer a dispute with. */
export const evidence = (order: Placed, { token }: Person) =>
  api.call(getDisputeEvidence, { paymentId: order.paymentId ?? "" }, { token });

/** What somebody was told of an order's disputes, the newest first. */
export async function toldOfDisputes(person: Person, { orderId }: Placed) {
  const { token } = await loggedIn(person);
  const { items } = isDone(await api.call(listMyNotifications, { limit: 100 }, { token }));
  return items.filter(
    ({ metadata, type }) =>
      type === "in_app" && metadata.orderId === orderId && metadata.factType.startsWith("dispute."),
  );
}
