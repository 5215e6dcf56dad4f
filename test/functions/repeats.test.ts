import { beforeAll, describe, expect, it } from "vitest";
import { event as events } from "#data/event.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { api } from "#test/support/api.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { homeOf } from "#test/support/homes.ts";
import { anOrganizer, aVerifiedUser, freshKey, type Team } from "#test/support/people.ts";
import { aDraftEvent, anEventForm, aTypeForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

describe("creating under an Idempotency-Key", () => {
  let team: Team;
  beforeAll(async () => {
    team = await anOrganizer();
  });

  it("makes one event of a repeat, and answers it as it is now", async () => {
    const { organizerId, owner } = team;
    const form = { ...(await anEventForm()), organizerId };
    const as = { token: owner.token, idempotencyKey: freshKey() };
    const first = isDone(await api.call(createEvent, form, as), 201);
    const { eventId } = first;
    expect(isDone(await api.call(createEvent, form, as), 201)).toEqual(first);
    const edit = { eventId, title: "Night of More Lanterns" };
    isDone(await api.call(updateEvent, edit, { token: owner.token, ifMatch: first.version }));
    expect(isDone(await api.call(createEvent, form, as), 201)).toMatchObject(edit);
    isRefused(await api.call(createEvent, { ...form, title: "Another night" }, as), "key_reused");
    const others = isDone(await api.call(createEvent, form, { ...as, idempotencyKey: freshKey() }), 201);
    expect(others.eventId).not.toBe(eventId);
    const { items } = isDone(await api.call(listOrganizerEvents, { organizerId, status: "draft" }, as));
    expect(items.map((event) => event.eventId).toSorted()).toEqual([eventId, others.eventId].toSorted());
  });

  it("finds an event that was archived since, and begins none that hides it", async () => {
    const { organizerId, owner } = team;
    const form = { ...(await anEventForm()), organizerId };
    const as = { token: owner.token, idempotencyKey: freshKey() };
    const { eventId } = isDone(await api.call(createEvent, form, as), 201);
    isDone(await api.call(createTicketType, { eventId, ...aTypeForm() }, { token: owner.token }), 201);
    isDone(await api.call(publishEvent, { eventId }, { token: owner.token }));
    await ended({ eventId, organizerId }, 181, "completed");
    await theArchiveRuns();
    expect(await homeOf(events.get({ eventId }))).toBe("archive");
    expect(isDone(await api.call(createEvent, form, as), 201)).toMatchObject({ eventId, status: "archived" });
    isRefused(await api.call(createEvent, { ...form, title: "Another night" }, as), "key_reused");
    expect(await homeOf(events.get({ eventId }))).toBe("archive");
  });

  it("makes one ticket type of a repeat", async () => {
    const { eventId, owner } = await aDraftEvent({ team, types: [] });
    const as = { token: owner.token, idempotencyKey: freshKey() };
    const form = { eventId, ...aTypeForm() };
    const first = isDone(await api.call(createTicketType, form, as), 201);
    expect(isDone(await api.call(createTicketType, form, as), 201)).toEqual(first);
    isRefused(await api.call(createTicketType, { ...form, price: 100 }, as), "key_reused");
    const { items } = isDone(await api.call(listTicketTypes, { eventId }, as));
    expect(items).toHaveLength(1);
    const { ticketTypeId } = first;
    isDone(await api.call(deleteTicketType, { eventId, ticketTypeId }, { token: owner.token, ifMatch: 1 }));
    const again = isDone(await api.call(createTicketType, form, as), 201);
    expect(again).toMatchObject({ ticketTypeId, isActive: false, version: 2 });
  });

  it("makes no ticket type of another event, nor a branding of another organizer", async () => {
    const { owner } = team;
    const [one, other] = [await aDraftEvent({ team, types: [] }), await aDraftEvent({ team, types: [] })];
    const as = { token: owner.token, idempotencyKey: freshKey() };
    const form = aTypeForm();
    const answers = await Promise.all(
      [one, other].map(({ eventId }) => api.call(createTicketType, { eventId, ...form }, as)),
    );
    expect(answers.map(({ problem, status }) => problem?.code ?? status).toSorted()).toEqual([201, "key_reused"]);
    const types = [one, other].map(({ eventId }) => api.call(listTicketTypes, { eventId }, as));
    expect((await Promise.all(types)).flatMap((answer) => isDone(answer).items)).toHaveLength(1);

    const guild = { organizationName: "Lantern Guild", contactEmail: owner.email };
    const { organizerId } = isDone(await api.call(createOrganizer, guild, { token: owner.token }), 201);
    const look = { primaryColor: "#1f6feb", secondaryColor: "#ffffff" };
    const first = isDone(await api.call(createBranding, { organizerId, ...look }, as), 201);
    expect(isDone(await api.call(createBranding, { organizerId, ...look }, as), 201)).toEqual(first);
    isRefused(await api.call(createBranding, { organizerId: team.organizerId, ...look }, as), "key_reused");
  });

  it("makes one organizer of many requests at once", async () => {
    const { token, email } = await aVerifiedUser();
    const as = { token, idempotencyKey: freshKey() };
    const form = { organizationName: "Once Only", contactEmail: email };
    const answers = await Promise.all(Array.from({ length: 6 }, () => api.call(createOrganizer, form, as)));
    for (const { problem, status } of answers) expect(problem?.code ?? status).toBeOneOf([201, "key_in_flight"]);
    const again = isDone(await api.call(createOrganizer, form, as), 201);
    expect(isDone(await api.call(listMyOrganizers, {}, { token })).items).toMatchObject([
      { organizerId: again.organizerId },
    ]);
    isRefused(await api.call(createOrganizer, { ...form, organizationName: "Twice" }, as), "key_reused");
  });

  it("belongs to who sent it, and must be one if it is there", async () => {
    const [one, other] = await Promise.all([aVerifiedUser(), aVerifiedUser()]);
    const form = { organizationName: "Whose Is It", contactEmail: "whose@example.com" };
    const idempotencyKey = freshKey();
    const ids = [];
    for (const { token } of [one, other]) {
      ids.push(isDone(await api.call(createOrganizer, form, { token, idempotencyKey }), 201).organizerId);
    }
    expect(new Set(ids).size).toBe(2);
    const short = await api.call(createOrganizer, form, { token: one.token, idempotencyKey: "short" });
    isRefused(short, "invalid_input", "Idempotency-Key");
  });
});
