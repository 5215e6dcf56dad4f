import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { eventAnalytics as rows } from "#data/event-analytics.ts";
import { EventAnalytics, eventAnalyticsId } from "#domain/event-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

export const eventAnalytics: Kept = {
  table: "event_analytics",
  entity: "eventAnalytics",
  schema: EventAnalytics,
  code: ["shared/domain/event-analytics.ts#EventAnalytics", "shared/data/event-analytics.ts#eventAnalytics"],
  operations: [listEventAnalytics, listDailyAnalytics],
  async shown(world) {
    const { eventId } = await world.figures();
    const { owner } = await world.team();
    const { items } = isDone(await api.call(listEventAnalytics, { eventId }, await world.as(owner)));
    const [newest] = items;
    if (!newest) throw new Error("The event has no figures");
    return newest;
  },
  async stored(world) {
    const { eventId, date } = await world.figures();
    return (await stored(rows.get({ eventId, date }).params<GetCommandInput>())).item;
  },
  columns: {
    id: {
      as: "analyticsId",
      madeFrom: ({ eventId, date }) => eventAnalyticsId(String(eventId), String(date)),
      differently: "Made from event and day, so there is one row of each.",
    },
    event_id: { of: async (world) => (await world.show()).eventId },
    total_revenue: { differently: "In minor units of the event's currency." },
    conversion_metrics: {
      type: z.strictObject({ ordersPlaced: z.int(), ordersPaid: z.int(), conversionRate: z.number() }),
      differently: "What is counted; the rate that follows from it is worked out when it is shown.",
    },
    date: {
      type: z.iso.date(),
      differently: "A day, `YYYY-MM-DD`, as days go in the event's time zone.",
    },
  },
};
