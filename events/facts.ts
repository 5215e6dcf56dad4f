import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { disputeOpened } from "#events/facts/dispute-opened.ts";
import { emailChangeRequested } from "#events/facts/email-change-requested.ts";
import { emailChanged } from "#events/facts/email-changed.ts";
import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { memberInvited } from "#events/facts/member-invited.ts";
import { memberJoined } from "#events/facts/member-joined.ts";
import { memberLeft } from "#events/facts/member-left.ts";
import { memberRemoved } from "#events/facts/member-removed.ts";
import { memberRoleChanged } from "#events/facts/member-role-changed.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { organizerVerified } from "#events/facts/organizer-verified.ts";
import { passwordChanged } from "#events/facts/password-changed.ts";
import { passwordResetRequested } from "#events/facts/password-reset-requested.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundFailed } from "#events/facts/refund-failed.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { registrationRepeated } from "#events/facts/registration-repeated.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { userDeactivated } from "#events/facts/user-deactivated.ts";
import { userErased } from "#events/facts/user-erased.ts";
import { userReactivated } from "#events/facts/user-reactivated.ts";
import { userRegistered } from "#events/facts/user-registered.ts";
import { userRoleChanged } from "#events/facts/user-role-changed.ts";
import { userSuspended } from "#events/facts/user-suspended.ts";
import { verificationRevoked } from "#events/facts/verification-revoked.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** Every fact there is; the relay tells no others. */
export const facts: readonly FactDefinition[] = [
  userRegistered,
  registrationRepeated,
  passwordResetRequested,
  userSuspended,
  userReactivated,
  userRoleChanged,
  organizerVerified,
  verificationRevoked,
  memberInvited,
  memberJoined,
  memberRoleChanged,
  memberRemoved,
  memberLeft,
  emailChangeRequested,
  emailChanged,
  passwordChanged,
  userDeactivated,
  userErased,
  eventPublished,
  eventCancelled,
  orderPlaced,
  orderConfirmed,
  orderExpired,
  refundOpened,
  refundFailed,
  disputeOpened,
  disputeClosed,
  paymentRefunded,
  ticketCheckedIn,
  walkDue,
];
