import { days, hours, shifted } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { anOrganizer, type Team } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

type EventForm = Omit<InputOf<typeof createEvent>, "organizerId">;
type TypeForm = Omit<InputOf<typeof createTicketType>, "eventId">;

export type Wished = Partial<EventForm> & {
  /** Whose it is; a new organizer's unless given. */
  readonly team?: Team;
  /** What it sells, the first being the default: one type of 100 tickets at 25.00 unless given. */
  readonly types?: readonly Partial<TypeForm>[];
};

/** Fields of an event that is valid: a month from now, for three hours. */
export async function anEventForm(wished: Partial<EventForm> = {}): Promise<EventForm> {
  const startDate = wished.startDate ?? (await fromNow(days(30)));
  return {
    title: "Night of Lanterns",
    description: "Music until the last lantern is out.",
    location: "Cairo, Egypt",
    timezone: "Africa/Cairo",
    currency: "EUR",
    startDate,
    endDate: shifted(startDate, hours(3)),
    maxCapacity: 500,
    ...wished,
  };
}

export const aTypeForm = (wished: Partial<TypeForm> = {}): TypeForm => ({
  name: "General admission",
  price: 2500,
  quantityAvailable: 100,
  ...wished,
});

/** An event that only its team sees, with what it will sell. */
export async function aDraftEvent({ team: given, types = [{}], ...wished }: Wished = {}) {
  const team = given ?? (await anOrganizer());
  const { organizerId, owner } = team;
  const as = { token: owner.token };
  const event = isDone(await api.call(createEvent, { organizerId, ...(await anEventForm(wished)) }, as), 201);
  const { eventId } = event;
  const ticketTypes = [];
  for (const type of types) {
    ticketTypes.push(isDone(await api.call(createTicketType, { eventId, ...aTypeForm(type) }, as), 201));
  }
  const ticketTypeId = ticketTypes[0]?.ticketTypeId ?? "";
  return { ...team, event, eventId, ticketTypes, ticketTypeId };
}

/** An event on sale. */
export async function aPublishedEvent(wished: Wished = {}) {
  const draft = await aDraftEvent(wished);
  const event = isDone(await api.call(publishEvent, { eventId: draft.eventId }, { token: draft.owner.token }));
  return { ...draft, event };
}

export type Show = Awaited<ReturnType<typeof aPublishedEvent>>;
