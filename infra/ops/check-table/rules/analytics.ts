import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { userAnalyticsId } from "#domain/user-analytics.ts";
import type { Rules } from "../rules.ts";
import { broken } from "../violation.ts";
import { mayHave } from "./people.ts";

const misnamed = broken("unique", "has an id that what it counts does not make");

/** Figures are of something there is, and under the one id it makes. */
export const rules: Rules = {
  eventAnalytics: [
    function* ({ analyticsId, eventId, date, currency }, table) {
      if (analyticsId !== eventAnalyticsId(eventId, date)) yield misnamed;
      const event = table.find("event", { eventId });
      if (!event) return yield broken("parents", "counts a day of an event there is not");
      if (event.currency !== currency)
        yield broken("money", `counts ${currency}; its event sells in ${event.currency}`);
    },
  ],
  eventAnalyticsMonth: [
    function* ({ analyticsId, eventId, month }, table) {
      if (analyticsId !== eventAnalyticsId(eventId, month)) yield misnamed;
      if (!table.find("event", { eventId })) yield broken("parents", "counts a month of an event there is not");
    },
  ],
  userAnalytics: [
    function* ({ analyticsId, userId }, table) {
      if (analyticsId !== userAnalyticsId(userId)) yield misnamed;
      yield* mayHave(userId, table, "what was done by");
    },
  ],
};
