import * as z from "zod";
import type { Channel } from "#domain/notification.ts";

/** What is told in the app is not chosen: everything is. */
const chosenChannels = ["email", "sms", "push"] as const;
type ChosenChannel = (typeof chosenChannels)[number];

const Choice = z
  .array(z.enum(chosenChannels))
  .max(chosenChannels.length)
  .refine((channels) => new Set(channels).size === channels.length, { message: "each channel once" });

/** What people are told about, as far as they may choose how. `orders` and `account` reach them by mail in any case. */
const Channels = z.strictObject({ account: Choice, orders: Choice, reminders: Choice, organizing: Choice });
type Topic = keyof z.infer<typeof Channels>;

/** How somebody wants to be told what. What is left out is as nobody chose it: by mail, and no advertising. */
export const Preferences = z.strictObject({
  channels: Channels.partial().optional(),
  /** Whether organizers and we may send what was not asked for. */
  marketing: z.boolean().optional(),
});
export type Preferences = z.infer<typeof Preferences>;

/** Mails without which a purchase or an account could not be used: nobody can turn them off. */
const transactional: readonly Topic[] = ["account", "orders"];

/** What may be turned off, by the fact that is told. All else is about an account or a purchase. */
const optional: Readonly<Record<string, Topic>> = { "event.published.v1": "organizing" };

export const topicOf = (factType: string): Topic => optional[factType] ?? "orders";

/** Whether somebody is to be told of a topic by a channel. */
export function isToldBy(preferences: Preferences | undefined, topic: Topic, channel: Channel): boolean {
  if (channel === "in_app" || (channel === "email" && transactional.includes(topic))) return true;
  const chosen: readonly ChosenChannel[] = preferences?.channels?.[topic] ?? ["email"];
  return chosen.includes(channel);
}
