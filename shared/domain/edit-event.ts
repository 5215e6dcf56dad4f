import { edited } from "#domain/edit.ts";
import { checkEvent, checkInWindow, type Event, EventForm } from "#domain/event.ts";
import { badField, Fault } from "#domain/fault.ts";
import { priceProblem, type TicketType } from "#domain/ticket-type.ts";

/** What a PATCH of an event may hold; `null` takes an optional field away. */
export const EventEdits = EventForm.partial().extend({
  venueName: EventForm.shape.venueName.nullable(),
  latitude: EventForm.shape.latitude.nullable(),
  longitude: EventForm.shape.longitude.nullable(),
  imageUrl: EventForm.shape.imageUrl.nullable(),
  checkInFrom: EventForm.shape.checkInFrom.nullable(),
  checkInUntil: EventForm.shape.checkInUntil.nullable(),
});
type Edits = (typeof EventEdits)["_output"];

/**
 * The event with these edits, or the fault that says why it cannot be changed so. Check-in times that are the usual ones
 * move with start and end; others stay as they were set, until `null` makes them usual again.
 */
export function editEvent(event: Event, edits: Edits, types: readonly TicketType[], now: string): Event {
  if (event.status !== "draft" && event.status !== "published") {
    throw new Fault("not_changeable", `An event that is ${event.status} cannot be changed.`);
  }
  const next = edited(event, edits);
  checkCurrency(event, next, types);
  if (event.status === "published" && next.startDate !== event.startDate && next.startDate <= now) {
    throw badField("startDate", "in_the_past", "a published event starts in the future");
  }
  const before = checkInWindow(event.startDate, event.endDate);
  const after = checkInWindow(next.startDate, next.endDate);
  const follows = (name: "checkInFrom" | "checkInUntil") =>
    edits[name] === null || (edits[name] === undefined && event[name] === before[name]);
  return checkEvent({
    ...next,
    ...(follows("checkInFrom") && { checkInFrom: after.checkInFrom }),
    ...(follows("checkInUntil") && { checkInUntil: after.checkInUntil }),
  });
}

function checkCurrency(event: Event, next: Event, types: readonly TicketType[]): void {
  if (next.currency === event.currency) return;
  if (event.status !== "draft") throw new Fault("not_a_draft", "The currency is fixed once the event is published.");
  for (const type of types) {
    const wrong = priceProblem(type, next.currency);
    if (wrong) throw badField("currency", `price_${wrong.code}`, `the price of "${type.name}" ${wrong.message}`);
  }
}
