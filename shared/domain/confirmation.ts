import type { Order } from "#domain/order.ts";
import { openPayment, type Payment } from "#domain/payment.ts";
import { issueTickets, paymentLines, type Ticket } from "#domain/ticket.ts";

/** Everything a sale leaves: the order confirmed, its payment with a line per ticket, and the tickets. */
export type ConfirmedOrder = {
  readonly order: Order;
  readonly payment: Payment;
  readonly tickets: readonly Ticket[];
};

/** What issuing tickets takes: when, until when they admit, and random bytes for their numbers. */
export type Issue = {
  readonly at: string;
  readonly expiresAt: string;
  readonly random: (bytes: number) => Uint8Array;
};

/** What a sale leaves once it is paid for, or free. `payment`: as it is stored by now, if it is. */
export function confirmation(
  order: Order,
  payment: Payment | undefined,
  issue: Issue,
  paid: { readonly chargeId?: string | undefined; readonly method?: string } = {},
): ConfirmedOrder {
  const open = payment ?? openPayment(order);
  const tickets = issueTickets(order, open.paymentId, issue);
  const confirmed: Order = {
    ...order,
    status: "confirmed",
    paymentId: open.paymentId,
    confirmedAt: issue.at,
    closedAt: undefined,
  };
  const completed = {
    ...open,
    status: "completed" as const,
    paymentMethod: paid.method ?? open.paymentMethod,
    paymentDetails: paid.chargeId ? { chargeId: paid.chargeId } : {},
    lines: paymentLines(order, tickets),
  };
  return { order: confirmed, payment: completed, tickets };
}
