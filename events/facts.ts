import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { passwordResetRequested } from "#events/facts/password-reset-requested.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { registrationRepeated } from "#events/facts/registration-repeated.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { userRegistered } from "#events/facts/user-registered.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** Every fact there is; the relay tells no others. */
export const facts: readonly FactDefinition[] = [
  userRegistered,
  registrationRepeated,
  passwordResetRequested,
  eventPublished,
  eventCancelled,
  orderPlaced,
  orderConfirmed,
  orderExpired,
  refundOpened,
  paymentRefunded,
  ticketCheckedIn,
  walkDue,
];
