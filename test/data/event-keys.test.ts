import { describe, expect, it } from "vitest";
import { availability } from "#data/availability.ts";
import { branding } from "#data/branding.ts";
import { category } from "#data/category.ts";
import { event, indexed } from "#data/event.ts";
import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import { invitation } from "#data/invitation.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { organizer } from "#data/organizer.ts";
import { stock } from "#data/stock.ts";
import { ticketType } from "#data/ticket-type.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { created } from "#domain/trail.ts";
import { asked, keyOf } from "#test/support/asked.ts";
import { anEvent } from "#test/support/things.ts";

type Params = { readonly Key: unknown; readonly Item: Readonly<Record<string, unknown>> };

const [eventId, organizerId, userId, ticketTypeId] = ["E", "O", "U", "T"];
const trail = created({ now: new Date("2027-01-01T00:00:00Z"), by: "somebody" });

describe("the keys of events and their teams", () => {
  it.each([
    ["organizer", organizer.get({ organizerId }), { pk: "organizer#O", sk: "organizer" }],
    ["membership", membership.get({ userId, organizerId }), { pk: "user#U", sk: "member#O" }],
    ["event", event.get({ eventId }), { pk: "event#E", sk: "event" }],
    ["ticket type", ticketType.get({ eventId, ticketTypeId }), { pk: "event#E", sk: "ticketType#T" }],
    ["availability", availability.get({ eventId }), { pk: "event#E", sk: "availability" }],
    ["category", category.get({ categoryId: "C" }), { pk: "category#C", sk: "category" }],
    ["event's category", eventCategory.get({ eventId, categoryId: "C" }), { pk: "event#E", sk: "category#C" }],
    ["featured event", featuredEvent.get({ eventId }), { pk: "event#E", sk: "featured" }],
    ["stock", stock.get({ eventId, shard: 3 }), { pk: "stock#E#3", sk: "stock" }],
    ["branding", branding.get({ organizerId, brandingId: "B" }), { pk: "organizer#O", sk: "branding#B" }],
    ["invitation", invitation.get({ organizerId, invitationId: "I" }), { pk: "organizer#O", sk: "invitation#I" }],
    ["file", media.get({ mediaId: "M" }), { pk: "media#M", sk: "media" }],
    ["day's figures", eventAnalytics.get({ eventId, date: "2027-01-31" }), { pk: "event#E#days", sk: "2027-01-31" }],
    [
      "month's figures",
      eventAnalyticsMonth.get({ eventId, month: "2027-01" }),
      { pk: "event#E#months", sk: "2027-01" },
    ],
    ["person's figures", userAnalytics.get({ userId }), { pk: "user#U", sk: "analytics" }],
  ])("find a %s by one Get", (_, get, key) => {
    expect(keyOf(get)).toEqual(key);
  });

  it("find a person's organizers", () => {
    expect(asked(membership.query.ofUser({ userId }))).toEqual([
      undefined,
      "#pk = :pk and begins_with(#sk1, :sk1)",
      "user#U",
      "member#",
    ]);
  });

  it("find an organizer's team", () => {
    expect(asked(membership.query.ofOrganizer({ organizerId }))).toEqual([
      "gsi1",
      "#pk = :pk and begins_with(#sk1, :sk1)",
      "organizer#O",
      "member#",
    ]);
  });

  it.each([
    ["brandings", branding.query.ofOrganizer({ organizerId }), "branding#"],
    ["invitations", invitation.query.ofOrganizer({ organizerId }), "invitation#"],
  ])("find an organizer's %s", (_, query, prefix) => {
    expect(asked(query)).toEqual([undefined, "#pk = :pk and begins_with(#sk1, :sk1)", "organizer#O", prefix]);
  });

  it("find the organizers nobody has verified, who has waited longest first", () => {
    expect(asked(organizer.query.unverified({}))).toEqual(["gsi2", "#pk = :pk", "organizers#unverified"]);
  });

  it("find a person's files, an event's and an organizer's", () => {
    const of = (ownerType: "event" | "organizer", ownerId: string) =>
      asked(media.query.ofOwner({ ownerType, ownerId }));
    expect(asked(media.query.ofUser({ userId }))).toEqual(["gsi1", "#pk = :pk", "user#U#media"]);
    expect(of("event", eventId)).toEqual(["gsi2", "#pk = :pk", "event#E#media"]);
    expect(of("organizer", organizerId)).toEqual(["gsi2", "#pk = :pk", "organizer#O#media"]);
  });

  it("find an event's figures of some days, and all events' of a day", () => {
    const range = eventAnalytics.query.ofEvent({ eventId }).between({ date: "2027-01-30" }, { date: "2027-02-02" });
    expect(asked(range).slice(2)).toEqual(["event#E#days", "2027-01-30", "2027-02-02"]);
    expect(asked(eventAnalytics.query.ofDate({ date: "2027-01-31" }))).toEqual([
      "gsi2",
      "#pk = :pk",
      "analytics#2027-01-31",
    ]);
  });

  it("find an organizer's events in one status, by start", () => {
    expect(asked(event.query.ofOrganizer({ organizerId, status: "draft" }))).toEqual([
      "gsi1",
      "#pk = :pk",
      "organizer#O#draft",
    ]);
  });

  it("find the published events of a month from one moment to another, by start", () => {
    const [from, to] = ["2027-01-15T00:00:00.000Z", "2027-01-20T00:00:00.000Z"];
    const month = event.query.ofMonth({ status: "published", calendarMonth: "2027-01" });
    expect(asked(month.between({ startDate: from }, { startDate: to }))).toEqual([
      "gsi2",
      "#pk = :pk and #sk1 BETWEEN :sk1 AND :sk2",
      "calendar#published#2027-01",
      from,
      to,
    ]);
  });
});

describe("the keys of searches", () => {
  const place = { startDate: "2027-01-15", eventId: "E!" };
  const until = { startDate: "2027-01-20" };
  const between = "#pk = :pk and #sk1 BETWEEN :sk1 AND :sk2";
  const reach = ["2027-01-15#E!", "2027-01-20"];
  const calendarMonth = "2027-01";

  it("find all categories, by name", () => {
    expect(asked(category.query.all({}))).toEqual(["gsi1", "#pk = :pk", "categories"]);
  });

  it.each([
    ["a category", eventCategory.query.ofMonth({ categoryId: "C", calendarMonth }), "gsi2", "category#C#2027-01"],
    ["the featured", featuredEvent.query.ofMonth({ calendarMonth }), "gsi2", "featured#2027-01"],
    ["a cell of the map", event.query.ofCell({ mapCell: "120.1", calendarMonth }), "gsi3", "map#120.1#2027-01"],
    ["an organizer", event.query.ofOrganizer({ organizerId, status: "published" }), "gsi1", "organizer#O#published"],
  ])("find the events of %s, by start, behind a place", (_, query, index, partition) => {
    expect(asked(query.between(place, until))).toEqual([index, between, partition, ...reach]);
  });
});

describe("what an event leaves in the indexes", () => {
  const keys = (differs: Parameters<typeof anEvent>[0]) => {
    const { Item } = event.put({ ...indexed(anEvent(differs)), ...trail }).params<Params>();
    return Object.fromEntries(Object.entries(Item).filter(([name]) => name.startsWith("gsi")));
  };
  const { startDate, eventId, organizerId } = anEvent({});
  const sort = `${startDate}#${eventId}`;

  it("is its organizer's list, and the calendar while it is published", () => {
    const [gsi1pk, calendar] = [`organizer#${organizerId}#published`, "calendar#published#2027-02"];
    expect(keys({})).toEqual({ gsi1pk, gsi1sk: sort, gsi2pk: calendar, gsi2sk: sort });
  });

  it.each(["cancelled", "completed"] as const)("waits for the archive while it is %s", (status) => {
    expect(keys({ status })).toEqual({
      ...{ gsi1pk: `organizer#${organizerId}#${status}`, gsi1sk: `${startDate}#${eventId}` },
      ...{ gsi2pk: `calendar#${status}#over`, gsi2sk: `${startDate}#${eventId}` },
    });
  });

  it("is in its cell of the map while it is published and says where it is", () => {
    const there = { latitude: 30.0444, longitude: 31.2357 };
    expect(keys(there)).toMatchObject({ gsi3pk: "map#120.180#2027-02", gsi3sk: sort });
    expect(keys({ ...there, status: "draft" })).not.toHaveProperty("gsi3pk");
  });

  it.each(["draft", "archived"] as const)("is no calendar while it is %s", (status) => {
    expect(keys({ status })).toEqual({ gsi1pk: `organizer#${organizerId}#${status}`, gsi1sk: sort });
  });

  it("is nothing once it is deleted", () => {
    expect(keys({ isActive: false })).toEqual({});
  });
});

describe("a stored entity", () => {
  it("is refused when it is not what the domain says", () => {
    const wrong = { ...indexed(anEvent({})), ...trail, maxCapacity: 0 };
    expect(() => event.put(wrong).params()).toThrow("Invalid value");
  });

  it("takes a whole entry of a map, and no entry that is not one", () => {
    const opening = { left: 1, taken: 0, price: 1, saleFrom: "a", saleUntil: "b", onSale: true };
    const set = (entry: typeof opening) =>
      stock
        .patch({ eventId, shard: 0 })
        .data(({ types }, op) => {
          const type = types[ticketTypeId];
          if (type) op.set(type, entry);
        })
        .params<{ UpdateExpression: string }>();
    expect(set(opening).UpdateExpression).toContain("#types.#T = ");
    expect(() => set({ ...opening, left: -1 })).toThrow("Invalid value");
  });
});
