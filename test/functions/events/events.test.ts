import { beforeAll, describe, expect, it } from "vitest";
import { hours, shifted } from "#domain/time.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { api } from "#test/support/api.ts";
import { aCast } from "#test/support/operator.ts";
import type { Person, Team } from "#test/support/people.ts";
import { aDraftEvent, anEventForm, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("events", () => {
  let team: Team;
  let others: Team;
  let stranger: Person;
  let doorStaff: Person;
  let manager: Person;

  beforeAll(async () => {
    ({ team, others, stranger, doorStaff, manager } = await aCast());
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
});
