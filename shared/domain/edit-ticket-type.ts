import { edited } from "#domain/edit.ts";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import {
  checkTicketType,
  isKept,
  maxStoredTicketTypes,
  maxTicketTypes,
  TicketType,
  TicketTypeForm,
} from "#domain/ticket-type.ts";

/** What a PATCH of a ticket type may hold; `null` takes an optional field away, `isActive: false` pauses its sale. */
export const TicketTypeEdits = TicketTypeForm.partial().extend({
  description: TicketTypeForm.shape.description.nullable(),
  saleFrom: TicketTypeForm.shape.saleFrom.nullable(),
  saleUntil: TicketTypeForm.shape.saleUntil.nullable(),
  maxPerPerson: TicketTypeForm.shape.maxPerPerson.nullable(),
  refundableUntil: TicketTypeForm.shape.refundableUntil.nullable(),
  isActive: TicketType.shape.isActive.optional(),
});

/** Only what is yet to come or sells can offer something else. */
function checkOpen({ status }: Event): void {
  if (status === "draft" || status === "published") return;
  throw new Fault("not_changeable", `The tickets of an event that is ${status} cannot be changed.`);
}

export function newTicketType(
  { event, ticketTypes }: { readonly event: Event; readonly ticketTypes: readonly TicketType[] },
  form: (typeof TicketTypeForm)["_output"],
  ticketTypeId: string,
): TicketType {
  checkOpen(event);
  checkRoom(ticketTypes);
  return checkTicketType({ ...form, eventId: event.eventId, ticketTypeId, isActive: true }, event.currency);
}

export function editTicketType(event: Event, type: TicketType, edits: (typeof TicketTypeEdits)["_output"]): TicketType {
  checkOpen(event);
  return checkTicketType(edited(type, edits), event.currency);
}

function checkRoom(types: readonly TicketType[]): void {
  if (types.filter(isKept).length >= maxTicketTypes) {
    throw new Fault("too_many_ticket_types", `It has ${maxTicketTypes}.`);
  }
  if (types.length >= maxStoredTicketTypes) {
    throw new Fault("too_many_ticket_types", `With those that were deleted it has ${types.length}.`);
  }
}

/** The type deleted: nobody sees it any more, and it sells nothing. That it sold nothing before, its stock tells. */
export function deletedTicketType<T extends TicketType>(event: Event, type: T, now: string): T {
  checkOpen(event);
  return { ...type, isActive: false, deletedAt: now };
}

/** The type on offer again. */
export function restoredTicketType<T extends TicketType>(event: Event, type: T, types: readonly TicketType[]): T {
  checkOpen(event);
  if (types.filter(isKept).length >= maxTicketTypes) throw new Fault("too_many_ticket_types");
  return { ...type, isActive: true, deletedAt: undefined };
}
