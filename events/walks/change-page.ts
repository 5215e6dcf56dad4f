import { event as events } from "#data/event.ts";
import { followChange } from "#data/follow-change.ts";
import type { Page } from "#events/walks/page.ts";

/** A change of what is on sale whose worker has stopped: all of its stock items follow, or get back what was taken. */
export const changePage: Page = async ({ eventId }, { change }) => {
  const over = { next: undefined, failed: 0 };
  if (await followChange(eventId, change())) return over;
  const { data: event } = await events.get({ eventId }).go({ consistent: true });
  return event?.change ? { ...over, dueAt: event.change.until } : over;
};
