import { beforeAll, describe, expect, it } from "vitest";
import { days, hours, shifted } from "#domain/time.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { api } from "#test/support/api.ts";
import { aCast } from "#test/support/operator.ts";
import { anOrganizer, type Person, type Team } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("an event that exists", () => {
  let team: Team;
  let others: Team;
  let stranger: Person;
  let doorStaff: Person;
  let manager: Person;

  beforeAll(async () => {
    ({ team, others, stranger, doorStaff, manager } = await aCast());
  });

  describe("update-event", () => {
    it("changes a draft, and takes optional fields away", async () => {
      const { eventId, event } = await aDraftEvent({ team, types: [], venueName: "Old", latitude: 1, longitude: 2 });
      const as = { token: manager.token, ifMatch: event.version };
      const edit = { eventId, title: "Another night", venueName: null, latitude: null, longitude: null };
      const page = isDone(await api.call(updateEvent, edit, as));
      expect(page).toMatchObject({ title: "Another night", version: event.version + 1 });
      for (const gone of ["venueName", "latitude", "longitude"]) expect(page).not.toHaveProperty(gone);
      isRefused(await api.call(updateEvent, edit, as), "stale_version");
      isRefused(await api.call(updateEvent, edit, { token: manager.token }), "if_match_required");
    });

    it("lets usual door times follow the dates, and keeps those that were set", async () => {
      const { eventId, event } = await aDraftEvent({ team, types: [] });
      const token = team.owner.token;
      const startDate = shifted(event.startDate, days(2));
      const endDate = shifted(event.endDate, days(2));
      const set = { checkInFrom: shifted(startDate, -hours(1)) };
      const moved = { eventId, startDate, endDate };
      const first = isDone(await api.call(updateEvent, moved, { token, ifMatch: 1 }));
      expect(first.checkInFrom).toBe(shifted(startDate, -hours(24)));
      isDone(await api.call(updateEvent, { eventId, ...set }, { token, ifMatch: 2 }));
      const back = { eventId, startDate: event.startDate, endDate: shifted(endDate, hours(1)) };
      const third = isDone(await api.call(updateEvent, back, { token, ifMatch: 3 }));
      expect(third).toMatchObject({ ...set, checkInUntil: shifted(endDate, hours(13)) });
      const usual = isDone(await api.call(updateEvent, { eventId, checkInFrom: null }, { token, ifMatch: 4 }));
      expect(usual.checkInFrom).toBe(shifted(event.startDate, -hours(24)));
    });

    it("is for its managers; a draft of others is not there", async () => {
      const draft = await aDraftEvent({ team });
      const published = await aPublishedEvent({ team });
      const edit = { title: "Mine now" };
      for (const { token } of [stranger, doorStaff, others.owner]) {
        isRefused(await api.call(updateEvent, { eventId: draft.eventId, ...edit }, { token, ifMatch: 2 }), "not_found");
        const seen = await api.call(updateEvent, { eventId: published.eventId, ...edit }, { token, ifMatch: 3 });
        isRefused(seen, "not_permitted");
      }
      isRefused(await api.call(updateEvent, { eventId: draft.eventId, ...edit }, { ifMatch: 2 }), "unauthenticated");
      isRefused(
        await api.call(updateEvent, { eventId: nowhere, ...edit }, { token: stranger.token, ifMatch: 1 }),
        "not_found",
      );
      expect(isDone(await api.call(getEvent, { eventId: published.eventId })).title).not.toBe("Mine now");
    });

    it.each<[string, unknown, string?]>([
      ["title", null],
      ["title", ""],
      ["endDate", "2020-01-01T00:00:00Z"],
      ["maxCapacity", -1],
      ["latitude", null, "latitude"],
      ["latitude", 200],
      ["status", "published"],
      ["organizerId", nowhere],
      ["stockShards", 2],
      ["checkInUntil", "2001-01-01T00:00:00Z"],
      ["eventId", nowhere],
    ])("refuses %s = %j", async (field, value, path = field) => {
      const { eventId, event } = await aDraftEvent({ team, types: [], latitude: 1, longitude: 2 });
      const { token } = team.owner;
      const request = {
        body: JSON.stringify({ [field]: value }),
        headers: {
          authorization: `Bearer ${token}`,
          "if-match": `"${event.version}"`,
          "content-type": "application/json",
        },
      };
      isRefused(await api.request(updateEvent, `/v1/events/${eventId}`, request), "invalid_input", path);
    });

    it("changes the currency of a draft only, and only if its prices can be charged in it", async () => {
      const { token } = team.owner;
      const draft = await aDraftEvent({ team, types: [{ price: 105 }] });
      const { eventId } = draft;
      const at = async (currency: "KWD" | "EGP" | "USD", ifMatch: number) =>
        api.call(updateEvent, { eventId, currency }, { token, ifMatch });
      isRefused(await at("KWD", 2), "invalid_input", "currency");
      isRefused(await at("EGP", 2), "invalid_input", "currency");
      expect(isDone(await at("USD", 2)).currency).toBe("USD");
      const published = await aPublishedEvent({ team });
      const edit = { eventId: published.eventId, currency: "USD" as const };
      isRefused(await api.call(updateEvent, edit, { token, ifMatch: published.event.version }), "not_a_draft");
    });

    it("never moves a published event into the past", async () => {
      const { eventId, event } = await aPublishedEvent({ team });
      const edit = { eventId, startDate: await fromNow(-hours(1)) };
      const answer = await api.call(updateEvent, edit, { token: team.owner.token, ifMatch: event.version });
      isRefused(answer, "invalid_input", "startDate");
    });
  });

  describe("list-organizer-events", () => {
    it("shows everybody the published ones by start, and the team the others", async () => {
      const team = await anOrganizer();
      const { organizerId, owner } = team;
      const starts = await Promise.all([40, 20, 30].map((day) => fromNow(days(day))));
      for (const startDate of starts) await aPublishedEvent({ team, startDate });
      const draft = await aDraftEvent({ team });
      const first = isDone(await api.call(listOrganizerEvents, { organizerId, limit: 2 }));
      const cursor = first.nextCursor ?? "";
      const second = isDone(await api.call(listOrganizerEvents, { organizerId, limit: 2, cursor }));
      const seen = [...first.items, ...second.items];
      expect(seen.map(({ startDate }) => startDate)).toEqual(starts.toSorted());
      expect(seen.every(({ status }) => status === "published")).toBe(true);
      const drafts = { organizerId, status: "draft" as const };
      const own = isDone(await api.call(listOrganizerEvents, drafts, { token: owner.token }));
      expect(own.items.map(({ eventId }) => eventId)).toEqual([draft.eventId]);
      isRefused(await api.call(listOrganizerEvents, drafts), "unauthenticated");
      isRefused(await api.call(listOrganizerEvents, drafts, { token: stranger.token }), "not_permitted");
      isRefused(await api.call(listOrganizerEvents, { ...drafts, cursor }, { token: owner.token }), "invalid_cursor");
      isRefused(await api.call(listOrganizerEvents, { organizerId: nowhere }), "not_found");
      isRefused(await api.send(listOrganizerEvents, { organizerId, status: "sold" }), "invalid_input", "status");
    });
  });
});
