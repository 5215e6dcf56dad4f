import { beforeAll, describe, expect, it } from "vitest";
import { days, hours, shifted } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { api } from "#test/support/api.ts";
import { joins } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, type Person, type Team } from "#test/support/people.ts";
import { aDraftEvent, anEventForm, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("events", () => {
  let team: Team;
  let others: Team;
  let stranger: Person;
  let doorStaff: Person;
  let manager: Person;

  beforeAll(async () => {
    [team, others] = await Promise.all([anOrganizer(), anOrganizer()]);
    stranger = await aVerifiedUser();
    doorStaff = await joins(await aVerifiedUser(), team.organizerId, "check_in");
    manager = await joins(await aVerifiedUser(), team.organizerId, "manager");
  });

  describe("create-event", () => {
    it("makes a draft whose doors open and close as is usual", async () => {
      const form = await anEventForm({ latitude: 30.0444, longitude: 31.2357, venueName: "Lantern Hall" });
      const answer = await api.call(createEvent, { ...form, organizerId: team.organizerId }, { token: manager.token });
      expect(isDone(answer, 201)).toMatchObject({
        ...form,
        organizerId: team.organizerId,
        status: "draft",
        checkInFrom: shifted(form.startDate, -hours(24)),
        checkInUntil: shifted(form.endDate, hours(12)),
        isFeatured: false,
        currentCapacity: 0,
        ticketTypes: [],
        version: 1,
      });
      expect(answer.headers.get("etag")).toBe('"1"');
    });

    it("keeps times as UTC, whatever the offset", async () => {
      const dates = { startDate: "2027-03-01T21:00:00+02:00", endDate: "2027-03-01T23:30:00.5+02:00" };
      const { event } = await aDraftEvent({ team, types: [], ...dates });
      expect(event).toMatchObject({ startDate: "2027-03-01T19:00:00.000Z", endDate: "2027-03-01T21:30:00.500Z" });
    });

    it("is for the organizer's managers", async () => {
      const form = { ...(await anEventForm()), organizerId: team.organizerId };
      for (const { token } of [stranger, doorStaff, others.owner])
        isRefused(await api.call(createEvent, form, { token }), "not_permitted");
      isRefused(await api.call(createEvent, form), "unauthenticated");
      const lost = { ...form, organizerId: nowhere };
      isRefused(await api.call(createEvent, lost, { token: team.owner.token }), "not_found");
    });

    it.each<[string, unknown]>([
      ["title", "ab"],
      ["title", "t".repeat(256)],
      ["title", "line\nbreak"],
      ["title", "lone \ud800 surrogate"],
      ["title", undefined],
      ["description", "d".repeat(20_001)],
      ["description", null],
      ["location", ""],
      ["location", "   "],
      ["venueName", "v".repeat(201)],
      ["latitude", 90.1],
      ["latitude", "30"],
      ["longitude", 181],
      ["longitude", 31.2],
      ["timezone", "Cairo"],
      ["timezone", "+02:00"],
      ["currency", "XXX"],
      ["currency", "eur"],
      ["startDate", "2027-02-30T19:00:00Z"],
      ["startDate", "2027-03-01T19:00:00"],
      ["startDate", "tomorrow"],
      ["startDate", "1999-12-31T19:00:00Z"],
      ["startDate", 1_800_000_000_000],
      ["endDate", "2027-01-01T00:00:00Z"],
      ["endDate", "9999-12-31T23:59:59-14:00"],
      ["imageUrl", "http://example.com/a.png"],
      ["imageUrl", "https://user@example.com/a.png"],
      ["maxCapacity", 0],
      ["maxCapacity", 1.5],
      ["maxCapacity", 1_000_001],
      ["maxCapacity", "10"],
      ["checkInFrom", "noon"],
      ["checkInUntil", "2026-01-01T00:00:00Z"],
      ["status", "published"],
      ["price", 1],
      ["isFeatured", true],
      ["isActive", true],
      ["stockShards", 64],
      ["version", 7],
      ["pk", "event#1"],
      ["eventId", nowhere],
      ["organizerId", "me"],
    ])("refuses %s = %j", async (field, value) => {
      const dates = { startDate: "2027-02-01T19:00:00Z", endDate: "2027-02-01T23:00:00Z" };
      const form = { ...(await anEventForm(dates)), organizerId: team.organizerId, [field]: value };
      const path = field === "longitude" && value === 31.2 ? "latitude" : field;
      isRefused(await api.send(createEvent, form, { token: team.owner.token }), "invalid_input", path);
    });
  });

  describe("get-event", () => {
    it("shows a draft to its managers and to nobody else, as if it did not exist", async () => {
      const { eventId } = await aDraftEvent({ team });
      const seen = await api.call(getEvent, { eventId }, { token: manager.token });
      expect(isDone(seen)).toMatchObject({ status: "draft", ticketTypes: [{ quantitySold: 0 }] });
      expect(seen.headers.get("cache-control")).toBe("no-store");
      const absent = await api.call(getEvent, { eventId: nowhere }, { token: stranger.token });
      for (const { token } of [stranger, doorStaff, others.owner]) {
        const answer = await api.call(getEvent, { eventId }, { token });
        isRefused(answer, "not_found");
        expect(answer.problem?.detail).toBe(absent.problem?.detail);
      }
      isRefused(await api.call(getEvent, { eventId }), "not_found");
    });

    it("shows a published event to everybody, for shared caches to keep", async () => {
      const types = [{ price: 900, isHidden: true, name: "Friends" }, { price: 2000 }, { price: 1500, name: "Seated" }];
      const { eventId } = await aPublishedEvent({ team, types });
      const answer = await api.call(getEvent, { eventId });
      const page = isDone(answer);
      expect(page.price).toBe(1500);
      expect(page.ticketTypes.map(({ name }) => name)).toEqual(["General admission", "Seated"]);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=5");
      expect(answer.headers.get("vary")).toContain("authorization");
      for (const { token } of [stranger, doorStaff, others.owner])
        expect(isDone(await api.call(getEvent, { eventId }, { token })).ticketTypes).toHaveLength(2);
      const own = isDone(await api.call(getEvent, { eventId }, { token: team.owner.token }));
      expect(own.ticketTypes.map(({ name }) => name)).toEqual(["Friends", "General admission", "Seated"]);
    });

    it("does not take a token that is not valid for no token", async () => {
      const { eventId } = await aPublishedEvent({ team });
      isRefused(await api.call(getEvent, { eventId }, { token: "a.b.c" }), "unauthenticated");
    });
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
