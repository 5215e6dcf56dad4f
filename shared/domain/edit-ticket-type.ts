import { edited } from "#domain/edit.ts";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { checkTicketType, maxTicketTypes, TicketType, TicketTypeForm } from "#domain/ticket-type.ts";

/** What a PATCH of a ticket type may hold; `null` takes an optional field away, `isActive: false` pauses its sale. */
export const TicketTypeEdits = TicketTypeForm.partial().extend({
  description: TicketTypeForm.shape.description.nullable(),
  saleFrom: TicketTypeForm.shape.saleFrom.nullable(),
  saleUntil: TicketTypeForm.shape.saleUntil.nullable(),
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
  if (ticketTypes.length >= maxTicketTypes) throw new Fault("too_many_ticket_types", `It has ${maxTicketTypes}.`);
  return checkTicketType({ ...form, eventId: event.eventId, ticketTypeId, isActive: true }, event.currency);
}

export function editTicketType(event: Event, type: TicketType, edits: (typeof TicketTypeEdits)["_output"]): TicketType {
  checkOpen(event);
  return checkTicketType(edited(type, edits), event.currency);
}
