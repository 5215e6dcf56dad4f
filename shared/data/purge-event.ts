import { holds } from "#data/condition.ts";
import { event as events, indexed } from "#data/event.ts";
import { listed } from "#data/listed.ts";
import { type LoadedEvent, loadEvent } from "#data/load-event.ts";
import { storeCategories } from "#data/map-categories.ts";
import { media as files } from "#data/media.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { type Change, changed, signedOff } from "#domain/trail.ts";

/** So many are removed before progress is kept. */
const most = 25;

/** From now on the event cannot be restored. Whether that is so: false if somebody else wrote it first. */
export const markPurged = (was: LoadedEvent["event"], change: Change) =>
  holds(
    events
      .put(indexed({ ...was, isPurged: true, ...changed(was, change), removedBy: change.by }))
      .where(({ version, isActive }, op) => `${op.eq(version, was.version)} AND ${op.eq(isActive, false)}`)
      .go(),
  );

/** Removes the event itself, after all that belongs to it; the mark before it says who did. */
export const removeEvent = (eventId: string) =>
  holds(
    events
      .remove({ eventId })
      .where(({ isPurged }, op) => op.eq(isPurged, true))
      .go(),
  );

/** Takes a deleted event out of its categories. Answers whether it is in none; false if somebody else wrote it first. */
export async function removeCategories(eventId: string, change: Change): Promise<boolean> {
  const sale = await loadEvent(eventId);
  if (!sale || sale.event.categoryIds.length === 0) return true;
  return (await storeCategories(sale, [], change)) !== undefined;
}

/** Removes some of the files that are for an event, each after a write that says who did. Answers whether none is left. */
export async function removeMedia(eventId: string, change: Change): Promise<boolean> {
  const { data } = await files.query
    .ofOwner({ ownerType: "event", ownerId: eventId })
    .go({ limit: most, data: "includeKeys" });
  for (const { mediaId } of data.map(listed(files, "ofOwner"))) {
    const signed = files.patch({ mediaId }).set(signedOff(change)).add({ version: 1 });
    if (await holds(signed.go({ response: "none" }))) await files.delete({ mediaId }).go({ response: "none" });
  }
  return data.length < most;
}

/** Removes some of an event's ticket types, each after a write that says who did. Answers whether none is left. */
export async function removeTicketTypes(eventId: string, change: Change): Promise<boolean> {
  const { data } = await ticketTypes.query.ofEvent({ eventId }).go({ consistent: true, pages: "all" });
  for (const { ticketTypeId } of data.slice(0, most)) {
    const key = { eventId, ticketTypeId };
    const signed = ticketTypes.patch(key).set(signedOff(change)).add({ version: 1 });
    if (await holds(signed.go({ response: "none" }))) await ticketTypes.delete(key).go({ response: "none" });
  }
  return data.length <= most;
}
