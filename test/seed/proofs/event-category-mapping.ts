import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { eventCategory } from "#data/event-category.ts";
import { EventCategory } from "#domain/listing.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

export const eventCategoryMapping: Kept = {
  table: "event_category_mapping",
  id: "mappingId",
  entity: "eventCategory",
  schema: EventCategory,
  code: ["shared/domain/listing.ts#EventCategory", "shared/data/event-category.ts#eventCategory"],
  operations: [setEventCategories, getEvent, listUpcomingEvents],
  async shown(world) {
    const { eventId } = await world.show();
    const [category] = isDone(await api.call(getEvent, { eventId })).categories;
    return { eventId, ...category };
  },
  async stored(world) {
    const { eventId } = await world.show();
    const { categoryId } = await world.category();
    return (await stored(eventCategory.get({ eventId, categoryId }).params<GetCommandInput>())).item;
  },
  columns: {
    event_id: { of: async (world) => (await world.show()).eventId },
    category_id: {
      of: async (world) => (await world.category()).categoryId,
      operations: [setEventCategories, listUpcomingEvents, getEvent],
    },
  },
};
