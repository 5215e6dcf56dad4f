import { BatchWriteCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { event, indexed } from "#data/event.ts";
import { eventAnalytics } from "#data/event-analytics.ts";
import { media } from "#data/media.ts";
import { payment } from "#data/payment.ts";
import { ticket } from "#data/ticket.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import type { Event } from "#domain/event.ts";
import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { type Media, withCard } from "#domain/media.ts";
import type { Payment } from "#domain/payment.ts";
import { type Ticket, ticketNumber } from "#domain/ticket.ts";
import { created } from "#domain/trail.ts";
import { userAnalyticsId } from "#domain/user-analytics.ts";
import { newIdAt } from "#platform/new-id.ts";
import { table } from "#test/support/operator.ts";
import { anEvent } from "#test/support/things.ts";
import { now } from "#test/support/when.ts";

type Created = { params<P>(): P };

/** Writes items by the operator's hand, as many as it takes to cross pages. */
async function plant(items: readonly Created[]): Promise<void> {
  const { client, TableName } = await table();
  const requests = items.map((item) => ({ PutRequest: { Item: item.params<PutCommandInput>().Item } }));
  for (let at = 0; at < requests.length; at += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests.slice(at, at + 25) } }));
  }
}

/** Events as they are stored, `differs` telling the so-many-th from the others. */
export async function plantedEvents(count: number, differs: (index: number) => Partial<Event>): Promise<Event[]> {
  const [trail, newId] = [created({ now: await now(), by: "operator" }), newIdAt(await now())];
  const events = Array.from({ length: count }, (_, index) => anEvent({ eventId: newId(), ...differs(index) }));
  await plant(events.map((one) => event.create({ ...indexed(one), ...trail })));
  return events;
}

/** Tickets bought one minute after the other, the first at `from`. */
export async function plantedTickets(
  count: number,
  from: string,
  differs: (index: number) => Partial<Ticket>,
): Promise<Ticket[]> {
  const newId = newIdAt(await now());
  const tickets = Array.from({ length: count }, (_, index): Ticket => {
    const purchasedAt = new Date(Date.parse(from) + index * 60_000).toISOString();
    return {
      ticketId: newId(),
      ticketNumber: ticketNumber(purchasedAt, crypto.getRandomValues(new Uint8Array(10))),
      eventId: newId(),
      organizerId: newId(),
      userId: newId(),
      orderId: newId(),
      paymentId: newId(),
      ticketTypeId: newId(),
      eventTitle: "A night out",
      startDate: "2150-01-01T19:00:00.000Z",
      ticketTypeName: "General",
      status: "active",
      pricePaid: 1000,
      currency: "EUR",
      purchasedAt,
      expiresAt: "2150-01-02T19:00:00.000Z",
      shard: 0,
      stockShard: 0,
      ...differs(index),
    };
  });
  const by = { by: "operator" };
  await plant(tickets.map((one) => ticket.create({ ...one, ...created({ now: new Date(one.purchasedAt), ...by }) })));
  return tickets;
}

/** Payments made one minute after the other. */
export async function plantedPayments(count: number, differs: (index: number) => Partial<Payment>): Promise<Payment[]> {
  const from = (await now()).getTime();
  const newId = newIdAt(new Date(from));
  const payments = Array.from(
    { length: count },
    (_, index): Payment => ({
      paymentId: newId(),
      userId: newId(),
      orderId: newId(),
      eventId: newId(),
      organizerId: newId(),
      amount: 1000,
      currency: "EUR",
      status: "completed",
      paymentMethod: "card",
      paymentDetails: {},
      lines: [],
      refundedAmount: 0,
      ...differs(index),
    }),
  );
  const trail = (index: number) => created({ now: new Date(from + index * 60_000), by: "operator" });
  await plant(payments.map((one, index) => payment.create({ ...one, ...trail(index) })));
  return payments;
}

/** Pictures that were looked at and are shown. */
export async function plantedFiles(
  count: number,
  differs: (index: number) => Pick<Media, "userId" | "ownerType" | "ownerId">,
): Promise<Omit<Media, "card">[]> {
  const from = (await now()).getTime();
  const newId = newIdAt(new Date(from));
  const files = Array.from({ length: count }, (_, index) => {
    const mediaId = newId();
    return {
      mediaId,
      originalName: `Lanterns ${index}.jpg`,
      mimeType: "image/jpeg" as const,
      fileType: "image" as const,
      fileSize: 240_000 + index,
      url: `https://media.example.com/${mediaId}.jpg`,
      fileName: `${mediaId}.jpg`,
      filePath: `kept/${mediaId.slice(0, 2)}/${mediaId}.jpg`,
      status: "ready" as const,
      isActive: true,
      ...differs(index),
    };
  });
  const trail = (index: number) => created({ now: new Date(from + index * 60_000), by: "operator" });
  await plant(files.map((one, index) => media.create({ ...withCard(one), ...trail(index) })));
  return files;
}

/** What was counted of an event's day, and of a person. */
export async function plantedFigures(of: { readonly eventId: string; readonly date: string; readonly userId: string }) {
  const { eventId, date, userId } = of;
  const trail = created({ now: await now(), by: "operator" });
  const day = {
    ...{ analyticsId: eventAnalyticsId(eventId, date), eventId, date, currency: "EUR" as const },
    ...{ totalViews: 40, uniqueVisitors: 25, ticketsSold: 2, totalRevenue: 5175 },
    conversionMetrics: { ordersPlaced: 3, ordersPaid: 1 },
  };
  const person = {
    ...{ analyticsId: userAnalyticsId(userId), userId, eventsAttended: 1, ticketsPurchased: 2 },
    ...{ totalSpent: { EUR: 5175 }, preferences: { categories: [], organizers: [] } },
    lastActivity: trail.updatedAt,
  };
  await plant([eventAnalytics.create({ ...day, ...trail }), userAnalytics.create({ ...person, ...trail })]);
}
