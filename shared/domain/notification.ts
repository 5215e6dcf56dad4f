import { createHash } from "node:crypto";
import * as z from "zod";
import { id } from "#domain/ids.ts";
import { shortened } from "#domain/text.ts";

export const channels = ["in_app", "email", "sms", "push"] as const;
export type Channel = (typeof channels)[number];
export const notificationStatuses = ["pending", "sent", "delivered", "failed", "read"] as const;

/** What a notification says. It is stored once, where every list finds it. */
export const NotificationCard = z.object({
  notificationId: id,
  title: z.string().max(120),
  message: z.string().max(500),
  /** The fact it tells, and what to open. */
  metadata: z.strictObject({
    factType: z.string(),
    eventId: id.optional(),
    orderId: id.optional(),
    ticketId: id.optional(),
    organizerId: id.optional(),
  }),
  createdAt: z.string(),
});

export const Notification = z.object({
  notificationId: id,
  userId: id,
  type: z.enum(channels),
  status: z.enum(notificationStatuses),
  card: NotificationCard,
  sentAt: z.string().optional(),
  readAt: z.string().optional(),
  /** Present while an in-app notification has not been read: keeps the index of unread ones sparse. */
  isUnread: z.boolean().optional(),
  /** How often sending it was begun. */
  tries: z.int().optional(),
  /** Until then somebody is sending it. */
  claimedUntil: z.string().optional(),
});
export type Notification = z.infer<typeof Notification>;

/** How long notifications are kept, in days. */
export const notificationDays = 90;

/** A fact as far as a notification goes: its id makes the notification's, its time its place in the list. */
export type FactRead = { readonly id: string; readonly type: string; readonly at: string };
export type Wording = {
  readonly title: string;
  readonly message: string;
  readonly about: Readonly<Partial<Record<"eventId" | "orderId" | "ticketId" | "organizerId", string>>>;
};

/** A notification of a fact to a person, before it is sent; in the app, being there is being sent. */
export function notificationOf(
  fact: FactRead,
  userId: string,
  type: Channel,
  wording: Wording,
  now: string,
): Notification {
  const notificationId = notificationIdOf(fact, userId, type);
  const { title, message, about } = wording;
  return {
    notificationId,
    userId,
    type,
    status: type === "in_app" ? "sent" : "pending",
    ...(type === "in_app" && { isUnread: true, sentAt: now }),
    card: {
      notificationId,
      title: shortened(title, 120),
      message: shortened(message, 500),
      metadata: { factType: fact.type, ...about },
      createdAt: now,
    },
  };
}

/** The notification once its person has seen it; nothing if that changes nothing. */
export function markRead<N extends Notification>(notification: N, now: string): Omit<N, "isUnread"> | undefined {
  const { isUnread, ...rest } = notification;
  return isUnread ? { ...rest, status: "read", readAt: now } : undefined;
}

const timeOf = (at: string) => Date.parse(at).toString(16).padStart(12, "0");

/** No notification of that time or later has an id before this. */
export const firstNotificationIdAt = (at: string) => timeOf(at).replace(/^(.{8})(.{4})$/, "$1-$2-");

/**
 * One notification per fact, person and channel, whatever is delivered twice: UUIDv8 (RFC 9562) of the fact's
 * milliseconds, so that ids are in time order, and of a hash of the three.
 */
export function notificationIdOf(fact: Pick<FactRead, "id" | "at">, userId: string, channel: Channel): string {
  const time = timeOf(fact.at);
  const hash = createHash("sha256").update([fact.id, userId, channel].join("\n")).digest("hex");
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 3) | 8).toString(16);
  const digits = `${time}8${hash.slice(0, 3)}${variant}${hash.slice(4, 19)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
