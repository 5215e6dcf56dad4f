import * as z from "zod";
import { Invitation } from "#domain/invitation.ts";
import { MediaView } from "#domain/media.ts";
import { Notification, NotificationCard } from "#domain/notification.ts";
import { Membership, Organizer } from "#domain/organizer.ts";
import { Payment } from "#domain/payment.ts";
import { ClaimedKey } from "#domain/repeat.ts";
import { SessionCard } from "#domain/session.ts";
import { shownTrail } from "#domain/trail.ts";
import { Credential, Session, User } from "#domain/user.ts";
import { UserAnalytics } from "#domain/user-analytics.ts";
import { OrderView } from "#functions/orders/order-view.ts";
import { TicketView } from "#functions/tickets/ticket-view.ts";

/** Tries at the password since the last right one. */
const Tries = z.object({ tries: z.int(), resetsAt: z.string(), retryAt: z.string().optional() });
const times = { createdAt: shownTrail.createdAt, updatedAt: shownTrail.updatedAt };

/** All that is known about a person, as they may see it: no hashes, and nothing of who else is in it. */
const shapes = {
  profile: User.extend(times),
  login: Credential.omit({ passwordHash: true }).extend(times),
  tries: Tries,
  session: Session.omit({ familyId: true }).extend({ sessionId: SessionCard.shape.sessionId, ...times }),
  membership: Membership.omit({ card: true }).extend(times),
  organizer: Organizer.extend(times),
  order: OrderView,
  payment: Payment.extend(times),
  ticket: TicketView,
  notification: NotificationCard.extend({
    ...Notification.pick({ type: true, status: true, sentAt: true, readAt: true }).shape,
  }),
  media: MediaView,
  /** To a team, by the address. */
  invitation: Invitation.omit({ invitedBy: true, claimedUntil: true }).extend(times),
  /** What was asked for under an Idempotency-Key. */
  request: ClaimedKey.omit({ bodyHash: true }).extend(times),
  analytics: UserAnalytics.extend(times),
};

const record = <K extends keyof typeof shapes>(kind: K) => z.object({ kind: z.literal(kind), data: shapes[kind] });

export const ExportedRecord = z.discriminatedUnion("kind", [
  record("profile"),
  record("login"),
  record("tries"),
  record("session"),
  record("membership"),
  record("organizer"),
  record("order"),
  record("payment"),
  record("ticket"),
  record("notification"),
  record("media"),
  record("invitation"),
  record("request"),
  record("analytics"),
]);
