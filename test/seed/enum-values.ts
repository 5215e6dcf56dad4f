import { refusalReasons } from "#domain/check-in.ts";
import { disputeStatuses } from "#domain/dispute.ts";
import { eventStatuses } from "#domain/event.ts";
import { Invitation } from "#domain/invitation.ts";
import { fileTypes, mediaStatuses } from "#domain/media.ts";
import { channels, notificationStatuses } from "#domain/notification.ts";
import { orderStatuses } from "#domain/order.ts";
import { memberRoles } from "#domain/organizer.ts";
import { paymentStatuses } from "#domain/payment.ts";
import { Progress } from "#domain/progress.ts";
import { refundReasons, refundStatuses } from "#domain/refund.ts";
import { SaleChange } from "#domain/sale-change.ts";
import { ticketStatuses } from "#domain/ticket.ts";
import { roles } from "#domain/user.ts";
import { walkKinds } from "#domain/walk.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { rollUpDays } from "#events/analytics/roll-up-days.ts";
import { archiveEvents } from "#events/archive/archive-events.ts";
import { completeEvents } from "#events/calendar/complete-events.ts";
import { expireHold } from "#events/holds/expire-hold.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { sendRefund } from "#events/notifications/send-refund.ts";
import { followUndelivered } from "#events/payments/follow-undelivered.ts";
import { makeRefund } from "#events/refunds/make-refund.ts";
import { goOn } from "#events/walks/go-on.ts";
import { register } from "#functions/auth/register.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { changeRole } from "#functions/users/change-role.ts";

/** One of the product's lists of values: what writes each of them, and the test that reaches all that are written. */
export type EnumValues = {
  /** The seed's name of its column, or ours. */
  readonly name: string;
  readonly values: readonly string[];
  /** Operations, webhooks, reactions and schedules. */
  readonly written: Readonly<Record<string, readonly { readonly id: string }[]>>;
  /** What nothing writes yet, with what brings it. */
  readonly later: Readonly<Record<string, string>>;
  readonly reachedIn: string;
};

const [here, sold] = ["test/seed/enum-values.test.ts", "test/functions/statuses.test.ts"];
const uploads = "uploads come with the media issue";
const channelsToCome = "text messages and push come with a later issue";

type Kept<V extends string> = {
  readonly written: Readonly<Partial<Record<V, EnumValues["written"][string]>>>;
  readonly later?: Readonly<Partial<Record<V, string>>>;
  readonly reachedIn: string;
};
const list = <V extends string>(name: string, values: readonly V[], kept: Kept<V>) =>
  ({ name, values, later: {}, ...kept }) as EnumValues;

const all = <V extends string>(values: readonly V[], what: string) =>
  Object.fromEntries(values.map((value) => [value, what])) as Record<V, string>;
const each = <V extends string>(values: readonly V[], ...writers: readonly { readonly id: string }[]) =>
  Object.fromEntries(values.map((value) => [value, writers])) as unknown as Record<V, typeof writers>;

const stripesDisputes = disputeStatuses.filter((status) => status !== "prevented");

export const enumValues: readonly EnumValues[] = [
  list("users.role", roles, {
    written: {
      ...{ attendee: [register, changeRole], organizer: [createOrganizer, changeRole] },
      ...{ admin: [changeRole], super_admin: [changeRole] },
    },
    reachedIn: here,
  }),
  list("events.status", eventStatuses, {
    written: {
      ...{ draft: [createEvent], published: [publishEvent], cancelled: [cancelEvent] },
      ...{ completed: [completeEvents], archived: [archiveEvents] },
    },
    reachedIn: sold,
  }),
  list("tickets.status", ticketStatuses, {
    written: {
      ...{ active: [placeOrder, receiveStripeEvent], used: [checkInTicket], expired: [goOn] },
      ...{ cancelled: [refundPayment, goOn], refunded: [refundPayment, makeRefund] },
      suspended: [refundPayment, goOn, receiveStripeEvent],
    },
    reachedIn: sold,
  }),
  list("payments.status", paymentStatuses, {
    written: {
      ...{ pending: [placeOrder], processing: [receiveStripeEvent], failed: [receiveStripeEvent] },
      ...{ completed: [placeOrder, receiveStripeEvent], cancelled: [cancelOrder, expireHold] },
      ...{ partially_refunded: [refundPayment, makeRefund], refunded: [refundPayment, makeRefund] },
      disputed: [receiveStripeEvent],
    },
    reachedIn: sold,
  }),
  list("media_files.file_type", fileTypes, { written: {}, later: all(fileTypes, uploads), reachedIn: here }),
  list("media_files.status", mediaStatuses, { written: {}, later: all(mediaStatuses, uploads), reachedIn: here }),
  list("notifications.type", channels, {
    written: { in_app: [notifyBuyer, notifyOrganizer], email: [sendVerification, sendConfirmation, sendRefund] },
    later: { sms: channelsToCome, push: channelsToCome },
    reachedIn: here,
  }),
  list("notifications.status", notificationStatuses, {
    written: {
      ...{ pending: [sendConfirmation], sent: [notifyBuyer, sendConfirmation], failed: [sendConfirmation] },
      read: [readNotification],
    },
    later: { delivered: "what mail and push services answer comes with a later issue" },
    reachedIn: here,
  }),
  list("orders.status", orderStatuses, {
    written: {
      ...{ pending: [placeOrder], confirmed: [placeOrder, receiveStripeEvent], expired: [expireHold] },
      ...{ cancelled: [cancelOrder], partially_refunded: [refundPayment], refunded: [refundPayment, makeRefund] },
    },
    reachedIn: sold,
  }),
  list("memberships.role", memberRoles, {
    written: {
      owner: [createOrganizer, acceptInvitation, changeMemberRole],
      ...each(["manager", "check_in"], acceptInvitation, changeMemberRole),
    },
    reachedIn: here,
  }),
  list("invitations.status", Invitation.shape.status.options, {
    written: { pending: [inviteMember], accepted: [acceptInvitation], revoked: [revokeInvitation] },
    reachedIn: here,
  }),
  list("refunds.status", refundStatuses, {
    written: {
      ...{ pending: [refundPayment, goOn], succeeded: [refundPayment, makeRefund] },
      ...{ refused: [refundPayment, makeRefund], failed: [receiveStripeEvent] },
    },
    reachedIn: here,
  }),
  list("refunds.reason", refundReasons, {
    written: {
      ...{ requested: [refundPayment], by_buyer: [refundPayment], event_cancelled: [goOn] },
      ...{ at_stripe: [receiveStripeEvent], dispute_lost: [receiveStripeEvent] },
    },
    reachedIn: here,
  }),
  list("disputes.status", disputeStatuses, {
    written: each(stripesDisputes, receiveStripeEvent),
    later: { prevented: "Stripe's dispute prevention, which has to be bought, and which its double does not speak" },
    reachedIn: "test/functions/payments/disputes.test.ts",
  }),
  list("walks.kind", walkKinds, {
    written: {
      ...{ cancel: [cancelEvent], expire: [completeEvents], purge: [deleteEvent] },
      change: [updateEvent, updateTicketType],
    },
    reachedIn: sold,
  }),
  list("events.change.state", SaleChange.shape.state.options, {
    written: each(SaleChange.shape.state.options, updateEvent, updateTicketType, deleteTicketType, goOn),
    reachedIn: "test/domain/sale-change.test.ts",
  }),
  list("scans.reason", refusalReasons, {
    written: each(refusalReasons, checkInTicket),
    reachedIn: "test/functions/check-ins/check-in-ticket.test.ts",
  }),
  list("progress.walk", Progress.shape.walk.options, {
    written: { "roll-up-days": [rollUpDays], undelivered: [followUndelivered] },
    reachedIn: "test/events/payments/follow-undelivered.test.ts",
  }),
];

/** The values of a list that something writes, sorted. */
export function reachable(name: string): string[] {
  const found = enumValues.find((list) => list.name === name);
  if (!found) throw new Error(`There is no list ${name}`);
  return Object.keys(found.written).toSorted();
}
