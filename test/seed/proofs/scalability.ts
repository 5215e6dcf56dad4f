import { expect } from "vitest";
import { shifted } from "#domain/time.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { isAskedByKey, walked } from "#test/seed/metered.ts";
import { plantedEvents } from "#test/seed/planted.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { tables } from "#test/seed/tables.ts";
import { anAdmin } from "#test/support/operator.ts";

export const scalability: Proofs = {
  "scalability Events table partitioned by date": {
    code: ["shared/data/event.ts#ofMonth:", "shared/domain/event-card.ts#calendarMonth"],
    operations: [listUpcomingEvents],
    differently: "By month, in the keys of the public calendar; an event itself is a partition of its own.",
    also: ["test/functions/events/calendar.test.ts"],
    async holds(world) {
      const { organizerId } = await world.team();
      const starts = ["2152-01-31T23:59:59.999Z", "2152-02-01T00:00:00.000Z"];
      const ends = (startDate: string) => ({ startDate, endDate: shifted(startDate, 1) });
      await plantedEvents(40, (index) => ({ organizerId, ...ends(starts[index % 2] ?? "") }));
      // A month asks for its own partition only, however full the others are.
      const january = { from: "2152-01-01T00:00:00Z", to: "2152-02-01T00:00:00Z" };
      const { items, usage } = await walked(listUpcomingEvents, { ...january, limit: 100 });
      expect(items.map(({ startDate }) => startDate)).toEqual(Array(20).fill(starts[0]));
      isAskedByKey(usage, { name: "gsi2", requests: 1 });
      expect(usage.hottest.read?.partition).toBe("calendar#published#2152-01");
    },
  },

  "scalability Analytics tables partitioned by date": {
    code: ["shared/data/event-analytics.ts#ofDate:", "shared/data/event-analytics.ts#ofEvent:"],
    operations: [listDailyAnalytics, listEventAnalytics],
    differently: "A row per event and day, in a partition of the day for all events, and by day in each event's own.",
    async holds(world) {
      const { eventId, date } = await world.figures();
      expect(await tables["event-analytics"]?.stored(world)).toMatchObject({
        pk: `event#${eventId}#days`,
        sk: date,
        gsi2pk: `analytics#${date}`,
      });
      const { token } = await anAdmin();
      const { items, usage } = await walked(listDailyAnalytics, { date, limit: 100 }, { token });
      expect(items.map((row) => row.eventId)).toContain(eventId);
      isAskedByKey(usage, { name: "gsi2", requests: 1 });
      const as = await world.as((await world.team()).owner);
      const before = await walked(listEventAnalytics, { eventId, to: shifted(date, -1).slice(0, 10) }, as);
      expect(before.items).toEqual([]);
    },
  },
};
