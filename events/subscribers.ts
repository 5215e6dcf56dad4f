import { sendAlreadyRegistered } from "#events/accounts/send-already-registered.ts";
import { sendPasswordReset } from "#events/accounts/send-password-reset.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { expireHold } from "#events/holds/expire-hold.ts";
import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { relay } from "#events/relay/relay.ts";
import type { Subscriber } from "#platform/subscriber.ts";

/** THE OTHER TABLE: every reaction, stream consumer and schedule. */
export const subscribers: readonly Subscriber[] = [
  sendAlreadyRegistered,
  sendPasswordReset,
  sendVerification,
  relay,
  updateAvailability,
  expireHold,
  sweepHolds,
];
