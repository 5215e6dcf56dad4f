import { DeleteCommand, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { event as events } from "#data/event.ts";
import { eventAnalytics } from "#data/event-analytics.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { progress } from "#data/progress.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { archiveDays } from "#domain/archive.ts";
import { eventAnalyticsId, keptByDayFrom } from "#domain/event-analytics.ts";
import { days, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { rollUpDays } from "#events/analytics/roll-up-days.ts";
import { archiveEvents } from "#events/archive/archive-events.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import type { Proofs } from "#test/seed/proof.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { type Get, homeOf, key } from "#test/support/homes.ts";
import { archiveTable, storedItem, table } from "#test/support/operator.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, now, runs } from "#test/support/when.ts";

/** A show that ended longer ago than the live table keeps any, with an order of two tickets. */
async function longAgo(world: World) {
  const show = await aPublishedEvent({ team: await world.team() });
  const sale = await aPaidOrder({ show, buyer: await world.buyer(), quantity: 2 });
  await ended(show, archiveDays + 1, "completed");
  await everythingSettles();
  return { ...sale, paymentId: sale.order.paymentId ?? "", organizerId: show.organizerId, eventId: show.eventId };
}

/** One run moves what was sold, the next one the show itself. */
async function isArchived() {
  for (const _ of ["sales", "show"]) expect(await theArchiveRuns()).toBe(true);
}

export const archival: Proofs = {
  "scalability Old events moved to archive tables": {
    code: [
      "shared/domain/archive.ts#archived",
      "shared/data/archive-event.ts#archiveEvent",
      "shared/data/home.ts#seek",
    ],
    operations: [archiveEvents, getEvent, listOrganizerEvents, listEventOrders],
    differently: "One table: the archive has the same keys and indexes, so that every question is asked there, too.",
    also: ["test/events/archive/archive-events.test.ts", "test/events/archive/interrupted.test.ts"],
    async holds(world) {
      const { eventId, organizerId, orderId, paymentId, tickets: sold } = await longAgo(world);
      const [ticketId = ""] = sold.map((ticket) => ticket.ticketId);
      const homes = () =>
        Promise.all([
          homeOf(events.get({ eventId })),
          homeOf(orders.get({ orderId })),
          homeOf(payments.get({ paymentId })),
          homeOf(tickets.get({ ticketId })),
        ]);
      expect(await homes()).toEqual(Array(4).fill("table"));
      await isArchived();
      expect(await homes()).toEqual(Array(4).fill("archive"));

      const as = await world.as((await world.team()).owner);
      expect(isDone(await api.call(getEvent, { eventId }, as))).toMatchObject({ eventId, status: "archived" });
      const listed = isDone(await api.call(listOrganizerEvents, { organizerId, status: "archived" }, as));
      expect(listed.items.map((card) => card.eventId)).toContain(eventId);
      expect(isDone(await api.call(listEventOrders, { eventId }, as)).items).toMatchObject([{ orderId, tickets: 2 }]);
    },
  },

  "scalability Analytics data aggregated over time": {
    code: ["shared/data/roll-up-day.ts#rollUp", "shared/domain/event-analytics.ts#withDay"],
    operations: [rollUpDays, listEventAnalytics],
    also: ["test/events/analytics/roll-up-days.test.ts", "test/data/roll-up-day.test.ts"],
    async holds(world) {
      const { eventId } = await aPublishedEvent({ team: await world.team() });
      const { client, TableName } = await table();
      const at = await now();
      const kept = keptByDayFrom(at);
      const dates = [3, 2, 1, 0].map((ago) => shifted(`${kept}T00:00:00Z`, -days(ago)).slice(0, 10));
      for (const date of dates) {
        const row = {
          ...{ analyticsId: eventAnalyticsId(eventId, date), eventId, date, currency: "EUR" as const },
          ...{ totalViews: 40, uniqueVisitors: 25, ticketsSold: 2, totalRevenue: 5175 },
          ...{ conversionMetrics: { ordersPlaced: 3, ordersPaid: 1 }, ...created({ now: at, by: "operator" }) },
        };
        await client.send(new PutCommand({ ...eventAnalytics.create(row).params<PutCommandInput>(), TableName }));
      }
      // As if no run had been there before.
      const { Key } = key(progress.get({ walk: "roll-up-days" }));
      await client.send(new DeleteCommand({ TableName, Key }));
      expect(await runs(rollUpDays.id)).toBe(true);

      const as = await world.as((await world.team()).owner);
      const by = async (by: "day" | "month") => isDone(await api.call(listEventAnalytics, { eventId, by }, as)).items;
      const month = { date: dates[0]?.slice(0, 7), totalViews: 120, ticketsSold: 6, totalRevenue: 15_525 };
      expect(await by("month")).toMatchObject([{ ...month, conversionMetrics: { ordersPlaced: 9, ordersPaid: 3 } }]);
      expect(await by("day")).toMatchObject([{ date: kept, totalViews: 40 }]);
    },
  },

  "scalability Payment history retained for compliance": {
    code: [
      "shared/data/archive-orders.ts#archiveOrders",
      "infra/constructs/table.ts#archive",
      "infra/ops/check-table/rules/everything.ts#purge",
    ],
    operations: [archiveEvents, getPayment, findPayment, listMyPayments, refundPayment],
    differently: "For 7 years, and longer: nothing deletes a payment, and only `purgeAt` lets the database do so.",
    also: ["test/events/archive/refunds.test.ts", "test/events/holds/holds.test.ts"],
    async holds(world) {
      const { paymentId, orderId, tickets: sold } = await longAgo(world);
      const as = await world.as(await world.buyer());
      const before = isDone(await api.call(getPayment, { paymentId }, as));
      const { paymentIntentId = "" } = before;
      await isArchived();
      // Read as before, by its id, by Stripe's, and in its payer's list.
      expect(isDone(await api.call(getPayment, { paymentId }, as))).toEqual(before);
      expect(isDone(await api.call(findPayment, { paymentIntentId }, as))).toEqual(before);
      const { items } = isDone(await api.call(listMyPayments, { limit: 100 }, as));
      expect(items.map((card) => card.paymentId)).toContain(paymentId);
      // What is written to it is written there, and nothing of it is ever forgotten.
      const [ticketId = ""] = sold.map((ticket) => ticket.ticketId);
      const owner = { ...(await world.team()).owner, ...(await world.as((await world.team()).owner)) };
      isDone(await refunds(owner, paymentId, { ticketIds: [ticketId] }), 201);
      await everythingSettles();
      const rows: Get[] = [payments.get({ paymentId }), orders.get({ orderId }), tickets.get({ ticketId })];
      for (const row of rows) {
        const item = await storedItem(key(row), archiveTable);
        expect(item).toMatchObject({ archivedAt: expect.any(String) });
        expect(item).not.toHaveProperty("purgeAt");
      }
      expect(isDone(await api.call(getPayment, { paymentId }, as))).toMatchObject({ status: "partially_refunded" });
    },
  },
};
