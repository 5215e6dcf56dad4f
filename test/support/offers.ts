import { days, hours } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import type { Team } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

export type EventFields = Omit<InputOf<typeof createEvent>, "organizerId">;
export type TypeFields = Omit<InputOf<typeof createTicketType>, "eventId">;

/** An evening 30 days from now. */
export async function eventForm(differs: Partial<EventFields> = {}): Promise<EventFields> {
  const startDate = differs.startDate ?? (await fromNow(days(30)));
  return {
    title: "A night of lanterns",
    description: "Bring a coat.",
    location: "Corniche El Nil, Cairo, Egypt",
    timezone: "Africa/Cairo",
    currency: "EUR",
    startDate,
    endDate: new Date(Date.parse(startDate) + hours(3)).toISOString(),
    maxCapacity: 100,
    ...differs,
  };
}

export const typeForm = (differs: Partial<TypeFields> = {}): TypeFields => ({
  name: "Standing",
  price: 2500,
  quantityAvailable: 50,
  ...differs,
});

/** A draft without ticket types. */
export async function aDraft({ organizerId, owner }: Team, differs: Partial<EventFields> = {}) {
  const form = { ...(await eventForm(differs)), organizerId };
  return isDone(await api.call(createEvent, form, { token: owner.token }), 201);
}

/** One more ticket type of an event. */
export async function offers({ owner }: Team, eventId: string, differs: Partial<TypeFields> = {}) {
  return isDone(await api.call(createTicketType, { eventId, ...typeForm(differs) }, { token: owner.token }), 201);
}

/** A draft with these ticket types, one unless given. */
export async function anOfferedDraft(
  team: Team,
  differs: Partial<EventFields> = {},
  types: Partial<TypeFields>[] = [{}],
) {
  const { eventId } = await aDraft(team, differs);
  for (const type of types) await offers(team, eventId, type);
  return eventId;
}

/** A published event with these ticket types, one unless given: its page as its team sees it. */
export async function aPublishedEvent(team: Team, differs: Partial<EventFields> = {}, types?: Partial<TypeFields>[]) {
  const eventId = await anOfferedDraft(team, differs, types);
  return isDone(await api.call(publishEvent, { eventId }, { token: team.owner.token }), 200);
}
