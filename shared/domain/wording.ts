import type { Event } from "#domain/event.ts";
import { formatMoney } from "#domain/money.ts";
import type { Wording } from "#domain/notification.ts";
import { type Order, ticketsOf } from "#domain/order.ts";
import type { MemberRole, Organizer } from "#domain/organizer.ts";
import type { Payment } from "#domain/payment.ts";
import type { Refund } from "#domain/refund.ts";
import { failureTold, firstCancellation } from "#domain/refund-tries.ts";
import type { Role } from "#domain/user.ts";

const tickets = (number: number) => (number === 1 ? "1 ticket" : `${number} tickets`);

export function confirmedWording(order: Order): Wording {
  const { eventId, orderId, eventTitle, total, currency } = order;
  const price = total === 0 ? "free" : formatMoney(total, currency);
  const message = `Your order of ${tickets(ticketsOf(order))} (${price}) is confirmed. Show the QR codes at the door.`;
  return { title: `You are going to ${eventTitle}`, message, about: { eventId, orderId } };
}

export function expiredWording(order: Order): Wording {
  const { eventId, orderId, eventTitle } = order;
  const message = `We could not hold your ${tickets(ticketsOf(order))} any longer without a payment. Nothing was charged.`;
  return { title: `Your hold for ${eventTitle} has ended`, message, about: { eventId, orderId } };
}

/** What a buyer is told of an event that does not take place. */
function cancelledWording({ eventId, orderId, eventTitle, currency }: Order, { amount, ticketIds }: Refund): Wording {
  const money = amount === 0 ? "There was nothing to pay back." : `We are returning ${formatMoney(amount, currency)}.`;
  const message = `It does not take place; nobody is let in with your ${tickets(ticketIds.length)}. ${money}`;
  return { title: `${eventTitle} is cancelled`, message, about: { eventId, orderId } };
}

/** What a buyer is told of money or tickets that were given back. */
function givenBackWording(order: Order, { amount, ticketIds, reason }: Refund): Wording {
  const { eventId, orderId, eventTitle, currency } = order;
  const about = { eventId, orderId };
  const number = tickets(ticketIds.length);
  if (ticketIds.length === 0) {
    const message = `We have sent ${formatMoney(amount, currency)} back. Banks take a few days to show it. Tickets you hold stay valid.`;
    return { title: `Some of your money for ${eventTitle} is refunded`, message, about };
  }
  if (amount === 0) {
    const who = reason === "by_buyer" ? "You gave back" : "The organizer cancelled";
    const message = `${who} ${number}: nobody is let in that way any more. There was nothing to pay back.`;
    return { title: `Your tickets for ${eventTitle} are cancelled`, message, about };
  }
  const sent = `We have sent ${formatMoney(amount, currency)} back for ${number}`;
  const until = "Banks take a few days to show it.";
  const message =
    reason === "event_cancelled" ? `${sent}. ${until}` : `${sent}: nobody is let in that way any more. ${until}`;
  return { title: `Your tickets for ${eventTitle} are refunded`, message, about };
}

type RefundFact = Pick<Payment, "refunds"> & { readonly at: string };

/** What a buyer is told of a refund that was decided: that the event is cancelled, once, however often it is tried. */
export function openedWording(order: Order, { refunds, at }: RefundFact): Wording | undefined {
  const refund = firstCancellation({ refunds });
  return refund?.openedAt === at ? cancelledWording(order, refund) : undefined;
}

/**
 * What a buyer is told of money that went back: nothing if it says no more than that the event is cancelled. Several
 * refunds may be settled in one run, in their order: the last is what is told of.
 */
export function returnedWording(order: Order | undefined, payment: RefundFact & Returned): Wording | undefined {
  if (!payment.refunds || !order) return refundedWording(order, payment);
  const refund = payment.refunds.findLast(
    ({ settledAt, status }) => settledAt === payment.at && status === "succeeded",
  );
  const isSilent = !refund || (refund.amount === 0 && refund.reason === "event_cancelled");
  return isSilent ? undefined : givenBackWording(order, refund);
}

type Returned = Pick<Payment, "refundedAmount" | "currency" | "eventId" | "orderId">;

/**
 * Money goes back because it came too late for the tickets, or came twice for an order that has them. An order that came
 * to nothing may be forgotten by then.
 */
function refundedWording(order: Order | undefined, payment: Returned): Wording {
  const { eventId, orderId } = payment;
  const why = order?.confirmedAt
    ? "it was paid twice; your tickets stay valid"
    : "the payment arrived after your hold had ended, and the tickets were gone";
  const message = `We are returning ${formatMoney(payment.refundedAmount, payment.currency)}: ${why}.`;
  const title = order ? `Your payment for ${order.eventTitle} is refunded` : "Your payment is refunded";
  return { title, message, about: { eventId, orderId } };
}

type FailedFact = RefundFact & Pick<Payment, "amount" | "currency" | "eventId" | "orderId">;

/** What an organizer's owner is told of money that was to go back and did not; nothing of what is tried again anyway. */
export function refundFailedWording(payment: FailedFact): Wording | undefined {
  const { eventId, orderId, currency, refunds, at } = payment;
  const about = { eventId, orderId };
  if (!refunds) {
    const money = formatMoney(payment.amount, currency);
    const message = `${money} came for an order that got no tickets, and could not be sent back however often we tried. Look at it in Stripe, and pay it back another way.`;
    return { title: "A payment cannot be paid back", message, about };
  }
  const refund = failureTold({ refunds }, at);
  if (!refund) return undefined;
  const money = formatMoney(refund.amount, currency);
  if (refund.status === "failed") {
    const message = `A bank sent back the ${money} we had refunded: it is still owed to the buyer. Refund it again, or pay it another way.`;
    return { title: "A refund came back", message, about };
  }
  const message = `Stripe would not send ${money} back: the charge may be disputed, or the balance too low. Tickets of it are as they were before.`;
  return { title: "A refund was refused", message, about };
}

export function publishedWording(event: Pick<Event, "eventId" | "title">): Wording {
  const message = "Everybody can find it now, and its tickets are on sale as you set their dates.";
  return { title: `${event.title} is published`, message, about: { eventId: event.eventId } };
}

export function calledOffWording(event: Pick<Event, "eventId" | "title">): Wording {
  const message =
    "It sells nothing any more. Its orders are being paid back, and everybody who holds a ticket is told.";
  return { title: `${event.title} is cancelled`, message, about: { eventId: event.eventId } };
}
type Named = Pick<Organizer, "organizerId" | "organizationName">;
const as = { owner: "an owner", manager: "a manager", check_in: "door staff" } as const satisfies Record<
  MemberRole,
  string
>;
const about = ({ organizerId }: Named) => ({ about: { organizerId } });

export const invitedWording = (organizer: Named, role: MemberRole): Wording => ({
  title: `${organizer.organizationName} invites you to its team`,
  message: `You can join ${organizer.organizationName} as ${as[role]}: the mail we sent you says how.`,
  ...about(organizer),
});

/** What is told of somebody in a team, by the fact. */
export const memberWording = {
  "member.joined.v1": (organizer: Named, role: MemberRole): Wording => ({
    title: `You are in the team of ${organizer.organizationName}`,
    message: `You joined it as ${as[role]}.`,
    ...about(organizer),
  }),
  "member.role-changed.v1": (organizer: Named, role: MemberRole): Wording => ({
    title: `Your part in the team of ${organizer.organizationName} has changed`,
    message: `From now on you are ${as[role]}.`,
    ...about(organizer),
  }),
  "member.removed.v1": (organizer: Named): Wording => ({
    title: `You are no longer in the team of ${organizer.organizationName}`,
    message: "One of its owners took you out of it.",
    ...about(organizer),
  }),
  "member.left.v1": (organizer: Named, role: MemberRole): Wording => ({
    title: `Somebody left the team of ${organizer.organizationName}`,
    message: `They were ${as[role]}. The list of your team says who is in it now.`,
    ...about(organizer),
  }),
} as const;

/** What an organizer's owner is told when admins judge it, by the fact. */
export const verificationWording = {
  "organizer.verified.v1": (organizer: Named): Wording => ({
    title: `${organizer.organizationName} is verified`,
    message: "Everybody sees on your pages that we know who you are.",
    ...about(organizer),
  }),
  "verification.revoked.v1": (organizer: Named): Wording => ({
    title: `${organizer.organizationName} is no longer verified`,
    message: "Your pages no longer say that we know who you are.",
    ...about(organizer),
  }),
} as const;

export const roleWording = (role: Role): Wording => ({
  title: "Your role has changed",
  message: `You are ${role} now. What you may do follows it at once; log in again to see it everywhere.`,
  about: {},
});
