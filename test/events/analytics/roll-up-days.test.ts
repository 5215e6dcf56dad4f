import { DeleteCommand, type GetCommandInput, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { eventAnalytics } from "#data/event-analytics.ts";
import { progress } from "#data/progress.ts";
import { eventAnalyticsId, keptByDayFrom } from "#domain/event-analytics.ts";
import { days, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { api } from "#test/support/api.ts";
import { functionNamed, goesWrong, nothingGoesWrong } from "#test/support/faults.ts";
import { storedItem, table } from "#test/support/operator.ts";
import { loggedIn } from "#test/support/people.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { now, runs, timePasses } from "#test/support/when.ts";

const dayBefore = (date: string, by: number) => shifted(`${date}T00:00:00Z`, -days(by)).slice(0, 10);
const walk = progress.get({ walk: "roll-up-days" }).params<GetCommandInput>();

it("tells by month what ended 13 months ago, after a crash as well, and by day what is younger", async () => {
  const { eventId, owner } = await aPublishedEvent();
  const { client, TableName } = await table();
  const at = await now();
  const kept = keptByDayFrom(at);
  const dates = [dayBefore(kept, 3), dayBefore(kept, 2), dayBefore(kept, 1), kept];
  for (const date of dates) {
    const counted = { totalViews: 10, uniqueVisitors: 8, ticketsSold: 3, totalRevenue: 7500 };
    const conversionMetrics = { ordersPlaced: 3, ordersPaid: 2 };
    const row = { analyticsId: eventAnalyticsId(eventId, date), eventId, date, currency: "EUR" as const };
    const stored = { ...row, ...counted, conversionMetrics, ...created({ now: at, by: "operator" }) };
    await client.send(new PutCommand({ ...eventAnalytics.create(stored).params<PutCommandInput>(), TableName }));
  }
  // Other tests' days have been walked already.
  await client.send(new DeleteCommand({ TableName, Key: walk.Key }));
  const rolling = { service: "dynamodb", functionName: functionNamed("analytics/roll-up-days") } as const;
  await goesWrong({ kind: "kill-after", operation: "TransactWriteItems", skip: 1, ...rolling });
  expect(await runs("analytics/roll-up-days")).toBe(false);
  await nothingGoesWrong();
  await timePasses(days(1));

  const token = (await loggedIn(owner)).token;
  const by = async (by: "day" | "month") =>
    isDone(await api.call(listEventAnalytics, { eventId, by }, { token })).items.map(
      ({ date, totalViews, ticketsSold, totalRevenue }) => ({ date, totalViews, ticketsSold, totalRevenue }),
    );
  const sums = { totalViews: 30, ticketsSold: 9, totalRevenue: 22_500 };
  expect(await by("month")).toEqual([{ date: dates[0]?.slice(0, 7), ...sums }]);
  expect(await by("day")).toEqual([{ date: kept, totalViews: 10, ticketsSold: 3, totalRevenue: 7500 }]);
  expect(await storedItem(walk)).toMatchObject({ until: keptByDayFrom(await now()) });
});
