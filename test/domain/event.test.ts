import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarRange, monthsOf } from "#domain/calendar.ts";
import { editEvent } from "#domain/edit-event.ts";
import {
  checkEvent,
  checkInWindow,
  draftOf,
  eventStatuses,
  indexShardsFor,
  isPublic,
  stockShardsFor,
} from "#domain/event.ts";
import { eventCard } from "#domain/event-card.ts";
import { Fault } from "#domain/fault.ts";
import { published } from "#domain/publish.ts";
import { days, hours, moment, monthsBetween, shifted } from "#domain/time.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const now = "2027-01-01T00:00:00.000Z";

/** The code and the fields of the fault that `run` throws. */
function refusal(run: () => unknown): [string, ...string[]] | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [error.code, ...(error.errors ?? []).map(({ path }) => path)];
  }
}

/** What DynamoDB counts of a map: names, values, a byte per entry and three for the map. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/[-.]/g, "").length / 2) + 1;
  const entries = Object.entries(value as object);
  return 3 + entries.reduce((sum, [name, inner]) => sum + Buffer.byteLength(name) + bytesOf(inner) + 1, 0);
}

describe("an event's card", () => {
  it("stays below 600 bytes for any, cut between characters", () => {
    const text = (max: number) => fc.string({ unit: "grapheme", minLength: 3, maxLength: max });
    fc.assert(
      fc.property(text(255), text(300), fc.double({ min: -90, max: 90, noNaN: true }), (title, location, latitude) => {
        const event = { ...anEvent({}), title, location, latitude, longitude: 2 * latitude, price: 99_999_999 };
        const card = eventCard({ ...event, timezone: "America/Argentina/ComodRivadavia" });
        expect(bytesOf(card)).toBeLessThanOrEqual(600);
        expect(card.title.isWellFormed() && card.location.isWellFormed()).toBe(true);
        if (Buffer.byteLength(title) <= 120) expect(card.title).toBe(title);
        else expect(card.title.endsWith("…") && title.startsWith(card.title.slice(0, -1))).toBe(true);
      }),
    );
  });

  it("keeps a title of fifty emoji whole where it fits, and marks what is cut", () => {
    const lantern = "🏮";
    expect(eventCard(anEvent({ title: lantern.repeat(30) })).title).toBe(lantern.repeat(30));
    expect(eventCard(anEvent({ title: lantern.repeat(31) })).title).toBe(`${lantern.repeat(29)}…`);
  });
});

describe("the rules of an event", () => {
  it.each([
    ["endDate", { endDate: "2027-02-01T19:00:00.000Z" }],
    ["startDate", { startDate: "1999-12-31T23:59:59.999Z" }],
    ["endDate", { endDate: "2901-01-01T00:00:00.000Z" }],
    ["checkInUntil", { checkInFrom: "2027-03-01T00:00:00.000Z", checkInUntil: "2027-03-01T00:00:00.000Z" }],
    ["longitude", { latitude: 1 }],
    ["latitude", { longitude: 1 }],
  ])("refuse %s in %j", (path, wrong) => {
    expect(refusal(() => checkEvent({ ...anEvent({}), ...wrong }))).toEqual(["invalid_input", path]);
  });

  it("spread places over stock items, and what was sold over index shards that only grow", () => {
    expect([1, 1000, 1001, 64_000, 1_000_000].map(stockShardsFor)).toEqual([1, 1, 2, 64, 64]);
    expect([0, 1, 10, 11, 64].map((stockShards) => indexShardsFor({ stockShards }))).toEqual([1, 1, 1, 4, 4]);
  });

  it("hide drafts, archived and deleted events", () => {
    const seen = eventStatuses.filter((status) => isPublic({ status, isActive: true }));
    expect(seen).toEqual(["published", "cancelled", "completed"]);
    expect(isPublic({ status: "published", isActive: false })).toBe(false);
  });

  it("publish a draft with an active type that starts in the future", () => {
    const draft = anEvent({ status: "draft", stockShards: 0, maxCapacity: 1500 });
    expect(published(draft, [aTicketType(1)], now)).toMatchObject({
      status: "published",
      publishedAt: now,
      stockShards: 2,
    });
    expect(refusal(() => published(draft, [], now))).toEqual(["not_publishable"]);
    expect(refusal(() => published(draft, [aTicketType(1, { isActive: false })], now))).toEqual(["not_publishable"]);
    expect(refusal(() => published(draft, [aTicketType(1)], draft.startDate))).toEqual(["not_publishable"]);
    expect(refusal(() => published(anEvent({}), [aTicketType(1)], now))).toEqual(["not_a_draft"]);
  });
});

describe("an edit", () => {
  const draft = anEvent({ status: "draft", stockShards: 0, venueName: "Hall" });

  it("changes what is given, takes away what is null, and leaves the rest", () => {
    expect(editEvent(draft, {}, [], now)).toEqual(draft);
    expect(editEvent(draft, { title: "Other", venueName: undefined }, [], now)).toEqual({ ...draft, title: "Other" });
    expect(editEvent(draft, { venueName: null }, [], now)).not.toHaveProperty("venueName");
  });

  it("moves usual check-in times with the dates, whatever the dates", () => {
    const date = fc.date({ min: new Date("2001-01-01"), max: new Date("2890-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: days(30) }), (start, length) => {
        const startDate = start.toISOString();
        const endDate = shifted(start, length);
        const moved = editEvent(draft, { startDate, endDate }, [], now);
        expect(moved).toMatchObject(checkInWindow(startDate, endDate));
        const kept = { ...draft, checkInFrom: shifted(draft.startDate, -hours(2)) };
        if (kept.checkInFrom < moved.checkInUntil)
          expect(editEvent(kept, { startDate, endDate }, [], now).checkInFrom).toBe(kept.checkInFrom);
      }),
    );
  });

  it.each(["cancelled", "completed", "archived"] as const)("changes nothing that is %s", (status) => {
    expect(refusal(() => editEvent(anEvent({ status }), { title: "Other" }, [], now))).toEqual(["not_changeable"]);
  });

  it("makes a draft of a form with the doors it says", () => {
    const { title, description, location, timezone, currency, startDate, endDate, maxCapacity } = draft;
    const form = { title, description, location, timezone, currency, startDate, endDate, maxCapacity };
    const ids = { eventId: draft.eventId, organizerId: draft.organizerId };
    const { venueName: _, ...bare } = draft;
    expect(draftOf(form, ids)).toEqual(bare);
    expect(draftOf({ ...form, checkInFrom: startDate }, ids)).toEqual({ ...bare, checkInFrom: startDate });
  });
});

describe("the calendar's months", () => {
  const from = fc.date({ min: new Date("2020-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });

  it("cover every moment of a range, each once, in order, and at most 13", () => {
    fc.assert(
      fc.property(
        from,
        fc.integer({ min: 1, max: days(365) }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, length, part) => {
          const range = calendarRange({ from: from.toISOString(), to: shifted(from, length) }, now);
          const months = monthsOf(range);
          expect(months).toEqual([...new Set(months)].toSorted());
          expect(months.length).toBeLessThanOrEqual(13);
          const within = shifted(from, Math.floor(part * (length - 1)));
          expect(months).toContain(within.slice(0, 7));
          expect(months.at(-1)).toBe(shifted(range.to, -1).slice(0, 7));
        },
      ),
    );
  });

  it("run over a year's end", () => {
    expect(monthsBetween("2026-11-30T00:00:00.000Z", "2027-02-01T00:00:00.000Z")).toEqual([
      "2026-11",
      "2026-12",
      "2027-01",
      "2027-02",
    ]);
    expect(monthsBetween("2027-02-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z")).toEqual([]);
  });

  it("begin now and reach a year unless asked", () => {
    expect(calendarRange({}, now)).toEqual({ from: now, to: "2028-01-01T00:00:00.000Z" });
    expect(refusal(() => calendarRange({ to: now }, now))).toEqual(["invalid_input", "to"]);
    expect(refusal(() => calendarRange({ from: now, to: shifted(now, days(365) + 1) }, now))).toEqual([
      "invalid_input",
      "to",
    ]);
  });
});

describe("a moment", () => {
  it.each(["2027-01-01T10:00:00+02:00", "2027-01-01T08:00:00Z", "2027-01-01T08:00:00.000Z"])(
    "is kept as UTC: %s",
    (text) => {
      expect(moment.parse(text)).toBe("2027-01-01T08:00:00.000Z");
    },
  );

  it.each(["", "tomorrow", "2027-02-30T00:00:00Z", "2027-01-01", "2027-01-01T08:00:00", "0999-01-01T00:00:00Z"])(
    "is not %j",
    (text) => {
      expect(moment.safeParse(text).success).toBe(false);
    },
  );

  it("keeps order in time as order of text", () => {
    const date = fc.date({ min: new Date("1000-01-02"), max: new Date("2999-12-30"), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [first, second] = [moment.parse(a.toISOString()), moment.parse(b.toISOString())];
        expect(first < second).toBe(a < b);
      }),
    );
  });
});
