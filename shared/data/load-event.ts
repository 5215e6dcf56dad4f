import { QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { availability } from "#data/availability.ts";
import type { Stored } from "#data/entity.ts";
import { event, type StoredEvent } from "#data/event.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import { everywhere, type Home, live } from "#data/home.ts";
import type { Item } from "#data/packing.ts";
import { table } from "#data/table.ts";
import { ticketType } from "#data/ticket-type.ts";
import type { EventCategory, FeaturedEvent } from "#domain/listing.ts";

/**
 * An event with its ticket types, categories (the main one first) and availability: one query on its partition, a few KB
 * for ever, and only if it is not there one more in the archive, where all of it moves in one transaction. Strongly
 * consistent, since prices are read from it. Nothing if there is no such event.
 */
export async function loadEvent(eventId: string, homes: readonly Home[] = everywhere()) {
  for (const home of homes) {
    const found = await loadEventAt(eventId, home);
    if (found) return found;
  }
  return undefined;
}

async function loadEventAt(eventId: string, home: Home) {
  const Items = await eventPartition(eventId, home);
  const of = (name: string) => Items.filter((item) => item.__edb_e__ === name);
  const [found] = of("event");
  if (!found) return undefined;
  const stored = event.parse({ Item: found }).data as Stored<typeof StoredEvent>;
  const categories: Stored<typeof EventCategory>[] = eventCategory.parse({ Items: of("eventCategory") }).data;
  const [featured] = of("featured");
  return {
    event: stored,
    ticketTypes: ticketType.parse({ Items: of("ticketType") }).data,
    categories: stored.categoryIds.flatMap((id) => categories.find(({ categoryId }) => categoryId === id) ?? []),
    featured: featured && (featuredEvent.parse({ Item: featured }).data as Stored<typeof FeaturedEvent>),
    availability: of("availability").map((item) => availability.parse({ Item: item }).data)[0] ?? undefined,
  };
}

/**
 * All items of an event's partition as they are stored. A page may end early, even with nothing in it: an event is there
 * until the last page has not shown it.
 */
export async function eventPartition(
  eventId: string,
  { table: TableName = table.table }: Home = live,
): Promise<Item[]> {
  const { pk } = event.get({ eventId }).params<{ Key: { pk: string } }>().Key;
  const found: Item[] = [];
  let ExclusiveStartKey: QueryCommandOutput["LastEvaluatedKey"];
  do {
    const page: QueryCommandOutput = await table.client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

export type LoadedEvent = NonNullable<Awaited<ReturnType<typeof loadEvent>>>;
