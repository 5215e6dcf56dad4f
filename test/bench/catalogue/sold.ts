import { branding } from "#data/branding.ts";
import { credential } from "#data/credential.ts";
import { eventAnalytics } from "#data/event-analytics.ts";
import { invitation } from "#data/invitation.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { payment } from "#data/payment.ts";
import { scan } from "#data/scan.ts";
import { session } from "#data/session.ts";
import { ticket } from "#data/ticket.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { scanKey } from "#domain/check-in.ts";
import type { Event } from "#domain/event.ts";
import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { derivedId, spread } from "#domain/ids.ts";
import { invitationIdOf, invitationOf } from "#domain/invitation.ts";
import { type Media, withCard } from "#domain/media.ts";
import { notificationIdOf, notificationOf } from "#domain/notification.ts";
import { holdBucketOf, type Order } from "#domain/order.ts";
import { paymentIdOf } from "#domain/payment.ts";
import { freshGeneration } from "#domain/session.ts";
import { days, minutes, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { userAnalyticsId } from "#domain/user-analytics.ts";
import { demoId } from "#test/demo/catalogue.ts";

type Item = Readonly<Record<string, unknown>>;
type Put = { params<P>(): P };
const itemsOf = (...puts: readonly Put[]) => puts.map((put) => put.params<{ Item: Item }>().Item);

export const now = new Date("2027-01-10T09:00:00.000Z");
const at = (number: number) => shifted(now, number * minutes(1));
const trailAt = (number: number) => created({ now: new Date(at(number)), by: "operator" });
const trail = trailAt(0);

export const userIdOf = (number: number) => demoId("bench user", String(number));
export const emailOf = (number: number) => `visitor-${number}@example.com`;
export const brandingIdOf = (organizerId: string) => demoId("bench branding", organizerId);
export const intentOf = (name: string) => `pi_bench${name.replaceAll(/\W/g, "")}`;
export const paymentIdFor = (name: string) => paymentIdOf({ orderId: "", intentId: intentOf(name) });
export const orderIdFor = (name: string) => demoId("bench order", name);
export const sessionIdOf = (number: number) => demoId("bench session", String(number));
const invited = "invited@example.com";
export const invitationTo = (organizerId: string) => ({
  organizerId,
  invitationId: invitationIdOf(organizerId, invited),
});
export const nonceOf = (name: string) => `scan-${name.replaceAll(/\W/g, "-")}`;
export const mediaIdOf = (name: string) => demoId("bench file", name);

/** The ticket of a sale, bought on the day of `now`. */
export function ticketNumberOf(name: string): string {
  const digits = demoId("bench ticket", name).replaceAll(/[^0-9]/g, "");
  return `TKT-${at(0).slice(0, 10).replaceAll("-", "")}-${digits.padEnd(10, "7").slice(0, 10)}`;
}
export const ticketIdFor = (name: string) => derivedId("ticket", ticketNumberOf(name));

/** Every second one is told in the app, and unread; the others by mail. */
const channelOf = (number: number) => (number % 2 === 0 ? "in_app" : "email");
const factOf = (name: string, number: number) => ({ id: orderIdFor(name), type: "order.confirmed.v1", at: at(number) });
export const notificationIdFor = (name: string, userId: string, number: number) =>
  notificationIdOf(factOf(name, number), userId, channelOf(number));

/** Somebody with an account, who did something. */
export function person(number: number): Item[] {
  const userId = userIdOf(number);
  const named = { email: emailOf(number), firstName: "Nour", lastName: "Haddad", locale: "en" } as const;
  const figures = { eventsAttended: 3, ticketsPurchased: 4, totalSpent: { EUR: 10_350 } };
  const analytics = { analyticsId: userAnalyticsId(userId), userId, preferences: { categories: [], organizers: [] } };
  return itemsOf(
    user.put({ userId, ...named, role: "organizer", isActive: true, emailVerifiedAt: at(0), ...trail }),
    credential.put({ email: emailOf(number), userId, passwordHash: "not a hash", ...trail }),
    session.put({ userId, familyId: sessionIdOf(number), epoch: 0, ...freshGeneration(1, now), ...trail }),
    userAnalytics.put({ ...analytics, ...figures, lastActivity: at(0), ...trail }),
  );
}

/** An organizer that nobody has verified, with its owner, whom it invited and how its pages look. */
export function house(organizerId: string, owner: number, waiting: number): Item[] {
  const brandingId = brandingIdOf(organizerId);
  const colours = { primaryColor: "#112233", secondaryColor: "#ffffff", fontFamily: "Georgia" } as const;
  const known = { organizationName: "Lantern Hall", contactEmail: emailOf(owner) };
  const state = { isVerified: false, isActive: true, publishedEvents: 15, activeBrandingId: brandingId };
  return itemsOf(
    organizer.put({ organizerId, userId: userIdOf(owner), ...known, ...state, ...trailAt(waiting) }),
    branding.put({ brandingId, organizerId, ...colours, customCss: {}, isActive: true, ...trail }),
    membershipOf(owner, organizerId, "owner"),
    invitation.put({
      ...invitationOf({ organizerId, email: invited, role: "manager" }, userIdOf(owner), now),
      ...trail,
    }),
  );
}

const membershipOf = (number: number, organizerId: string, role: "owner" | "manager") => {
  const card = { userId: userIdOf(number), organizerId, role };
  return membership.put({ ...card, card, ...trail });
};
export const joins = (number: number, organizerId: string) => itemsOf(membershipOf(number, organizerId, "manager"));

type Sale = { readonly event: Event; readonly buyer: number; readonly at: number; readonly shards?: number };

/** A ticket of an event, paid and scanned at the door: order, payment, ticket, scan, and what its buyer is told. */
export function sale(name: string, { event, buyer, at: number, shards = 1 }: Sale): Item[] {
  const placed = orderOf(name, { event, buyer, at: number, shards });
  const { orderId, userId, eventId, organizerId, eventTitle, startDate, currency, total, shard } = placed;
  const [of, paymentId] = [{ orderId, userId, eventId, organizerId, currency }, paymentIdFor(name)];
  const sold = {
    ...placed,
    status: "confirmed",
    paymentId,
    intentId: intentOf(name),
    confirmedAt: at(number),
  } as const;
  const [ticketId, purchasedAt, trail] = [ticketIdFor(name), at(number), trailAt(number)];
  const paid = { amount: total, paymentMethod: "card", paymentDetails: {}, refundedAmount: 0 };
  const shown = { eventTitle, startDate, ticketTypeName: "General", pricePaid: 2500, stockShard: 0, shard };
  const ticketNumber = ticketNumberOf(name);
  const admitted = { admitted: true, ticketId, ticketNumber, usedAt: event.startDate };
  const tried = { nonce: nonceOf(name), scannedAt: shifted(event.startDate, number * minutes(1)) };
  const card = { ...tried, scannedBy: userId, gate: "North", result: admitted };
  const wording = { title: `You are going to ${eventTitle}`, message: "See you there.", about: { eventId, orderId } };
  const told = notificationOf(factOf(name, number), userId, channelOf(number), wording, at(number));
  return itemsOf(
    order.put({ ...sold, holdBucket: holdBucketOf(placed), ...trail }),
    payment.put({
      ...{ paymentId, ...of, paymentIntentId: intentOf(name), status: "completed", ...paid },
      ...{ lines: [{ ticketId, amount: 2500 }], ...trail },
    }),
    ticket.put({
      ...{ ticketId, ticketNumber, ...of, paymentId, ticketTypeId: demoId("bench type", eventId), ...shown },
      ...{ status: "active", purchasedAt, expiresAt: event.checkInUntil, ...trail },
    }),
    scan.put({ ...scanKey(eventId, tried.nonce), ...tried, shard, card, ...trail }),
    notification.put({ ...told, ...trail }),
  );
}

/** A ticket that is held until so many minutes from `now`. */
export function hold(name: string, sale: Sale): Item[] {
  const held = orderOf(name, sale);
  const holdUntil = at(sale.at);
  return itemsOf(order.put({ ...held, status: "pending", holdUntil, holdBucket: holdBucketOf(held), ...trail }));
}

function orderOf(name: string, { event, buyer, at: number, shards = 1 }: Sale): Order {
  const { eventId, organizerId, startDate, currency, title: eventTitle } = event;
  const orderId = orderIdFor(name);
  const ticketTypeId = demoId("bench type", eventId);
  return {
    ...{ orderId, userId: userIdOf(buyer), eventId, organizerId, eventTitle, startDate, status: "confirmed" },
    ...{ currency, subtotal: 2500, discount: 0, fee: 175, total: 2675, tickets: 1, attempt: 1, bodyHash: "bench" },
    ...{ lines: [{ ticketTypeId, name: "General", quantity: 1, unitPrice: 2500 }], holdUntil: at(number + 15) },
    ...{ draws: [{ shard: 0, ticketTypeId, quantity: 1 }], shard: spread(orderId, shards) },
  };
}

type Owner = Pick<Media, "ownerType" | "ownerId">;

/** A picture somebody sent. */
export function picture(name: string, sender: number, owner: Owner, number: number): Item[] {
  const mediaId = mediaIdOf(name);
  const kept = {
    fileName: `${mediaId}.jpg`,
    filePath: `kept/${mediaId}.jpg`,
    url: `https://media.example.com/${mediaId}`,
  };
  const file = { originalName: "night.jpg", mimeType: "image/jpeg", fileType: "image", fileSize: 240_000 } as const;
  const sent = {
    mediaId,
    userId: userIdOf(sender),
    ...owner,
    ...file,
    ...kept,
    status: "ready",
    isActive: true,
  } as const;
  return itemsOf(media.put({ ...withCard(sent), ...trailAt(number) }));
}

/** What was counted of an event on a day. */
export function figures({ eventId, currency }: Event, date: string): Item[] {
  const counted = { totalViews: 40, uniqueVisitors: 25, ticketsSold: 2, totalRevenue: 5350 };
  const row = { analyticsId: eventAnalyticsId(eventId, date), eventId, date, currency, ...counted };
  return itemsOf(eventAnalytics.put({ ...row, conversionMetrics: { ordersPlaced: 3, ordersPaid: 1 }, ...trail }));
}

export const dayBefore = (number: number) => shifted(now, -days(number)).slice(0, 10);
