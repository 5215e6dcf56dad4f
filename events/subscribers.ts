import { sendAlreadyRegistered } from "#events/accounts/send-already-registered.ts";
import { sendPasswordReset } from "#events/accounts/send-password-reset.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { rollUpDays } from "#events/analytics/roll-up-days.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { archiveEvents } from "#events/archive/archive-events.ts";
import { logScan } from "#events/check-ins/log-scan.ts";
import { expireHold } from "#events/holds/expire-hold.ts";
import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { relay } from "#events/relay/relay.ts";
import type { Subscriber } from "#platform/subscriber.ts";

/** THE OTHER TABLE: every reaction, stream consumer and schedule. */
export const subscribers: readonly Subscriber[] = [
  sendAlreadyRegistered,
  sendPasswordReset,
  sendVerification,
  relay,
  rollUpDays,
  updateAvailability,
  expireHold,
  sweepHolds,
  archiveEvents,
  logScan,
  notifyBuyer,
  notifyOrganizer,
  sendConfirmation,
];
