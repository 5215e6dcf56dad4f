import { type GetCommandInput, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { event as events, indexed } from "#data/event.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { checkInWindow } from "#domain/event.ts";
import { saleTerms } from "#domain/stock.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { changed } from "#domain/trail.ts";
import { storedItem, table } from "#test/support/operator.ts";
import { now, timePasses } from "#test/support/when.ts";

type Show = { readonly eventId: string; readonly organizerId: string };

/**
 * Has an event be over for so many days, in an instant: its dates, and what follows from them, are moved by an operator's
 * hand, as all tests share one clock. What was sold of it stays as it was.
 */
export async function ended({ eventId, organizerId }: Show, daysAgo: number, status: "completed" | "cancelled") {
  const at = await now();
  const { client, TableName } = await table();
  const change = { now: at, by: "operator" };
  const put = (params: PutCommandInput) => client.send(new PutCommand({ ...params, TableName }));
  const event = events.parse({ Item: await storedItem(events.get({ eventId }).params<GetCommandInput>()) }).data;
  if (!event) throw new Error(`There is no event ${eventId}`);
  const endDate = shifted(at, -days(daysAgo));
  const startDate = shifted(endDate, -hours(3));
  const dates = { startDate, endDate, ...checkInWindow(startDate, endDate) };
  const over = { ...event, ...dates, status, ...changed(event, change) };

  for (let shard = 0; shard < event.stockShards; shard++) {
    const Item = await storedItem(stocks.get({ eventId, shard }).params<GetCommandInput>());
    const stock = stocks.parse({ Item }).data;
    if (!stock) throw new Error(`Event ${eventId} has no stock ${shard}`);
    const types = Object.entries(stock.types).map(async ([ticketTypeId, left]) => {
      const item = await storedItem(ticketTypes.get({ eventId, ticketTypeId }).params<GetCommandInput>());
      const type = ticketTypes.parse({ Item: item }).data;
      return [ticketTypeId, type ? { ...left, ...saleTerms(over, type) } : left] as const;
    });
    const closed = { ...stock, live: false, types: Object.fromEntries(await Promise.all(types)) };
    await put(stocks.put({ ...closed, ...changed(stock, change) }).params<PutCommandInput>());
  }
  const organizer = organizers.parse({
    Item: await storedItem(organizers.get({ organizerId }).params<GetCommandInput>()),
  }).data;
  if (!organizer) throw new Error(`There is no organizer ${organizerId}`);
  const counted = { ...organizer, publishedEvents: organizer.publishedEvents - 1, ...changed(organizer, change) };
  await put(organizers.put(counted).params<PutCommandInput>());
  await put(events.put(indexed(over)).params<PutCommandInput>());
}

/** The archive's schedule comes once. */
export const theArchiveRuns = () => timePasses(hours(1));
