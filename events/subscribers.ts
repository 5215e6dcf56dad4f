import { eraseLatecomers } from "#events/accounts/erase-latecomers.ts";
import { eraseUser } from "#events/accounts/erase-user.ts";
import { sendAccountNews } from "#events/accounts/send-account-news.ts";
import { sendAccountNotice } from "#events/accounts/send-account-notice.ts";
import { sendAlreadyRegistered } from "#events/accounts/send-already-registered.ts";
import { sendEmailChange } from "#events/accounts/send-email-change.ts";
import { sendPasswordReset } from "#events/accounts/send-password-reset.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { rollUpDays } from "#events/analytics/roll-up-days.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { archiveEvents } from "#events/archive/archive-events.ts";
import { completeEvents } from "#events/calendar/complete-events.ts";
import { logScan } from "#events/check-ins/log-scan.ts";
import { expireHold } from "#events/holds/expire-hold.ts";
import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { sendInvitation } from "#events/members/send-invitation.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { notifyDispute } from "#events/notifications/notify-dispute.ts";
import { notifyMember } from "#events/notifications/notify-member.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { notifyRole } from "#events/notifications/notify-role.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { sendDispute } from "#events/notifications/send-dispute.ts";
import { sendRefund } from "#events/notifications/send-refund.ts";
import { followUndelivered } from "#events/payments/follow-undelivered.ts";
import { makeRefund } from "#events/refunds/make-refund.ts";
import { refundConfirmed } from "#events/refunds/refund-confirmed.ts";
import { sweepRefunds } from "#events/refunds/sweep-refunds.ts";
import { relay } from "#events/relay/relay.ts";
import { goOn } from "#events/walks/go-on.ts";
import { sweepWalks } from "#events/walks/sweep-walks.ts";
import type { Subscriber } from "#platform/subscriber.ts";

/** THE OTHER TABLE: every reaction, stream consumer and schedule. */
export const subscribers: readonly Subscriber[] = [
  sendAccountNotice,
  eraseLatecomers,
  eraseUser,
  sendAccountNews,
  sendAlreadyRegistered,
  sendEmailChange,
  sendPasswordReset,
  sendVerification,
  relay,
  rollUpDays,
  updateAvailability,
  completeEvents,
  expireHold,
  sweepHolds,
  archiveEvents,
  logScan,
  sendInvitation,
  notifyBuyer,
  notifyDispute,
  notifyMember,
  notifyOrganizer,
  notifyRole,
  sendConfirmation,
  sendDispute,
  sendRefund,
  followUndelivered,
  makeRefund,
  refundConfirmed,
  sweepRefunds,
  goOn,
  sweepWalks,
];
