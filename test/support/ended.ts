import { type DynamoDBDocumentClient, GetCommand, type GetCommandInput, PutCommand } from "@aws-sdk/lib-dynamodb";
import { event as events, indexed } from "#data/event.ts";
import { eventCategory } from "#data/event-category.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { checkInWindow } from "#domain/event.ts";
import { eventCategoryOf } from "#domain/listing.ts";
import { saleTerms } from "#domain/stock.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { changed } from "#domain/trail.ts";
import { table } from "#test/support/operator.ts";
import { everythingSettles, now, runs } from "#test/support/when.ts";

type Show = { readonly eventId: string; readonly organizerId: string };
type End = { readonly daysAgo: number; readonly status: "completed" | "cancelled"; readonly at: Date };
type Store = { readonly client: DynamoDBDocumentClient; readonly TableName: string };
type Get = { params<P>(): P };
type Put = Get;

/**
 * Has an event be over for so many days, in an instant: its dates, and what follows from them, are moved by an operator's
 * hand, as all tests share one clock. What was sold of it stays as it was.
 */
export async function ended(show: Show, daysAgo: number, status: "completed" | "cancelled"): Promise<void> {
  await endedIn(await table(), show, { daysAgo, status, at: await now() });
}

/** The same in any table. */
export async function endedIn({ client, TableName }: Store, { eventId, organizerId }: Show, end: End): Promise<void> {
  const { daysAgo, status, at } = end;
  const change = { now: at, by: "operator" };
  const put = (params: Put) => client.send(new PutCommand({ ...params.params(), TableName }));
  async function read<T>(get: Get, parse: (read: { Item?: Record<string, unknown> }) => { data: T }) {
    const { Item } = await client.send(new GetCommand({ ...get.params<GetCommandInput>(), TableName }));
    const { data } = Item ? parse({ Item }) : { data: null };
    if (!data) throw new Error(`Nothing is stored of event ${eventId}`);
    return data as NonNullable<T>;
  }
  const event = await read(events.get({ eventId }), (item) => events.parse(item));
  const endDate = shifted(at, -days(daysAgo));
  const startDate = shifted(endDate, -hours(3));
  const over = {
    ...event,
    startDate,
    endDate,
    ...checkInWindow(startDate, endDate),
    status,
    ...changed(event, change),
  };

  for (let shard = 0; shard < event.stockShards; shard++) {
    const stock = await read(stocks.get({ eventId, shard }), (item) => stocks.parse(item));
    const types = Object.entries(stock.types).map(async ([ticketTypeId, left]) => {
      const type = await read(ticketTypes.get({ eventId, ticketTypeId }), (item) => ticketTypes.parse(item));
      return [ticketTypeId, { ...left, ...saleTerms(over, type) }] as const;
    });
    const closed = { ...stock, live: false, types: Object.fromEntries(await Promise.all(types)) };
    await put(stocks.put({ ...closed, ...changed(stock, change) }));
  }
  for (const categoryId of event.categoryIds) {
    const row = await read(eventCategory.get({ eventId, categoryId }), (item) => eventCategory.parse(item));
    await put(eventCategory.put({ ...row, ...eventCategoryOf(over, row), ...changed(row, change) }));
  }
  const organizer = await read(organizers.get({ organizerId }), (item) => organizers.parse(item));
  const publishedEvents = organizer.publishedEvents - 1;
  await put(organizers.put({ ...organizer, publishedEvents, ...changed(organizer, change) }));
  await put(events.put(indexed(over)));
}

/** The archive's schedule comes once, and what follows from it is done. Whether it got to its end. */
export async function theArchiveRuns(): Promise<boolean> {
  const isDone = await runs("archive/archive-events");
  await everythingSettles();
  return isDone;
}
