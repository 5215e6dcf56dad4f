import * as z from "zod";
import { gate } from "#domain/check-in.ts";
import { Dispute } from "#domain/dispute.ts";
import { Event } from "#domain/event.ts";
import { id } from "#domain/ids.ts";
import { Notification, NotificationCard } from "#domain/notification.ts";
import { Order } from "#domain/order.ts";
import { Payment } from "#domain/payment.ts";
import { Refund } from "#domain/refund.ts";
import { Ticket } from "#domain/ticket.ts";
import type { User } from "#domain/user.ts";

const EvidenceTicket = Ticket.pick({
  ticketId: true,
  ticketNumber: true,
  ticketTypeName: true,
  pricePaid: true,
  purchasedAt: true,
  status: true,
});

/** A ticket let somebody in. */
const EvidenceScan = z.object({ ticketId: id, ticketNumber: z.string(), scannedAt: z.string(), gate: gate.optional() });

/** Something the customer was told, in the app or by mail, and when it was sent and read. */
const EvidenceMessage = Notification.pick({ type: true, status: true, sentAt: true, readAt: true })
  .extend(NotificationCard.pick({ title: true }).shape)
  .extend({ factType: z.string() });

/** What is known of a sale that a bank disputes, to answer it with: of the customer no more than a bank asks for. */
export const DisputeEvidence = z.object({
  disputes: z.array(Dispute),
  payment: Payment.pick({
    paymentId: true,
    paymentIntentId: true,
    amount: true,
    currency: true,
    status: true,
    paymentMethod: true,
    refundedAmount: true,
  }).extend({
    chargeId: z.string().optional(),
    createdAt: z.string(),
    refunds: z.array(Refund.pick({ amount: true, status: true, reason: true, openedAt: true, settledAt: true })),
  }),
  /** Absent once the customer's account was erased. */
  customer: z.object({ name: z.string(), email: z.string() }).optional(),
  order: Order.pick({
    orderId: true,
    lines: true,
    subtotal: true,
    discount: true,
    fee: true,
    total: true,
    currency: true,
    confirmedAt: true,
  })
    .extend({ createdAt: z.string() })
    .optional(),
  event: Event.pick({
    eventId: true,
    title: true,
    startDate: true,
    endDate: true,
    timezone: true,
    location: true,
    venueName: true,
    status: true,
    cancelledAt: true,
  }).optional(),
  tickets: z.array(EvidenceTicket),
  scans: z.array(EvidenceScan),
  messages: z.array(EvidenceMessage),
});
export type DisputeEvidence = z.infer<typeof DisputeEvidence>;

export type Known = {
  readonly payment: Payment & { readonly createdAt: string };
  readonly order: (Order & { readonly createdAt: string }) | undefined;
  readonly event: Event | undefined;
  readonly customer: Pick<User, "firstName" | "lastName" | "email"> | undefined;
  readonly tickets: readonly Ticket[];
  readonly notifications: readonly Notification[];
};

/** All of it, of what is known. What was not sent proves nothing, and what was about something else neither. */
export function evidenceOf({ payment, order, event, customer, tickets, notifications }: Known) {
  const { paymentDetails, refunds = [], disputes = [], orderId } = payment;
  const told = notifications.filter(({ sentAt, card }) => sentAt !== undefined && card.metadata.orderId === orderId);
  return {
    disputes,
    payment: { ...payment, chargeId: paymentDetails.chargeId, refunds },
    customer: customer && { name: `${customer.firstName} ${customer.lastName}`, email: customer.email },
    order,
    event,
    tickets: [...tickets],
    scans: tickets.flatMap(({ ticketId, ticketNumber, admission }) =>
      admission ? [{ ticketId, ticketNumber, scannedAt: admission.at, gate: admission.gate }] : [],
    ),
    messages: told.map(({ card, ...message }) => ({ ...message, title: card.title, factType: card.metadata.factType })),
  };
}
