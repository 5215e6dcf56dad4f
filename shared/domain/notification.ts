import { createHash } from "node:crypto";
import * as z from "zod";
import { id } from "#domain/ids.ts";

export const channels = ["in_app", "email", "sms", "push"] as const;
export const notificationStatuses = ["pending", "sent", "delivered", "failed", "read"] as const;

export const Notification = z.object({
  notificationId: id,
  userId: id,
  title: z.string().max(200),
  message: z.string().max(2000),
  type: z.enum(channels),
  status: z.enum(notificationStatuses),
  metadata: z.strictObject({
    factType: z.string(),
    eventId: id.optional(),
    orderId: id.optional(),
    ticketId: id.optional(),
  }),
  sentAt: z.string().optional(),
  readAt: z.string().optional(),
  /** Present while an in-app notification has not been read: keeps the index of unread ones sparse. */
  isUnread: z.boolean().optional(),
  card: z.object({ title: z.string(), message: z.string(), createdAt: z.string() }),
});
export type Notification = z.infer<typeof Notification>;

/**
 * One notification per fact, person and channel, whatever is delivered twice: UUIDv8 (RFC 9562) of the fact's
 * milliseconds, so that ids are in time order, and of a hash of the three.
 */
export function notificationId(factId: string, factTime: string, userId: string, channel: string): string {
  const time = Date.parse(factTime).toString(16).padStart(12, "0");
  const hash = createHash("sha256").update([factId, userId, channel].join("\n")).digest("hex");
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 3) | 8).toString(16);
  const id = `${time}8${hash.slice(0, 3)}${variant}${hash.slice(4, 19)}`;
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
