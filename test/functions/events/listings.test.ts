import { beforeAll, describe, expect, it } from "vitest";
import { categoryIdOf } from "#domain/category.ts";
import { hours, minutes, shifted } from "#domain/time.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { featureEvent } from "#functions/events/feature-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { unfeatureEvent } from "#functions/events/unfeature-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { aCast, anAdmin } from "#test/support/operator.ts";
import { loggedIn, type Person, type Team } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent, type Wished } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, timePasses, timeReaches } from "#test/support/when.ts";

const [music, art, food, health, sports, other] = ["music", "art", "food", "health", "sports", "other"].map(
  categoryIdOf,
) as [string, string, string, string, string, string];
/** Far from every other test's events. */
const spring = { from: "2160-03-01T00:00:00Z", to: "2160-05-01T00:00:00Z" };
const startDate = "2160-03-31T18:00:00.000Z";
const place = { latitude: 60.0, longitude: 5.0 };

describe("what an event is found by", () => {
  let team: Team;
  let admin: Person;
  let cast: Awaited<ReturnType<typeof aCast>>;
  const idsFor = async (asked: InputOf<typeof listUpcomingEvents>) =>
    isDone(await api.call(listUpcomingEvents, { ...spring, limit: 100, ...asked })).items.map(({ eventId }) => eventId);
  const usesOf = async (categoryId: string) =>
    isDone(await api.call(getCategory, { categoryId }, { token: admin.token })).uses ?? 0;

  beforeAll(async () => {
    cast = await aCast();
    ({ team } = cast);
    admin = await anAdmin();
  });

  it("is its categories, its place and its price from publishing on, all in the same step", async () => {
    const { eventId, event, ticketTypeId, owner } = await aDraftEvent({ team, startDate, ...place });
    const as = { token: owner.token };
    const { version } = isDone(await api.call(getEvent, { eventId }, as));
    expect(version).toBeGreaterThan(event.version);
    const chosen = { eventId, categoryIds: [music, art] };
    const mapped = isDone(await api.call(setEventCategories, chosen, { ...as, ifMatch: version }));
    expect(mapped.categories).toEqual([
      { categoryId: music, name: "music" },
      { categoryId: art, name: "art" },
    ]);
    for (const categoryId of [music, art]) expect(await idsFor({ categoryId })).not.toContain(eventId);
    isDone(await api.call(publishEvent, { eventId }, as));
    for (const categoryId of [music, art]) expect(await idsFor({ categoryId })).toContain(eventId);
    expect(await idsFor({ near: "60.1,5.1" })).toContain(eventId);
    const page = isDone(await api.call(getEvent, { eventId }));
    expect(page.categories).toEqual(mapped.categories);
    expect(page.ticketTypes).toMatchObject([{ quantitySold: 0 }]);

    // Another price, another month, another place, other categories.
    isDone(await api.call(updateTicketType, { eventId, ticketTypeId, price: 0 }, { ...as, ifMatch: 1 }));
    expect(await idsFor({ categoryId: music, admission: "free" })).toContain(eventId);
    const before = isDone(await api.call(getEvent, { eventId }, as));
    const moved = { startDate: "2160-04-02T18:00:00.000Z", endDate: "2160-04-02T20:00:00.000Z", longitude: 15 };
    const edited = isDone(await api.call(updateEvent, { eventId, ...moved }, { ...as, ifMatch: before.version }));
    const april = { from: "2160-04-01T00:00:00Z", to: spring.to };
    for (const asked of [{ categoryId: music }, { near: "60,15" }, { organizerId: team.organizerId }, {}]) {
      expect(await idsFor({ ...asked, ...april }), JSON.stringify(asked)).toContain(eventId);
      expect(await idsFor({ ...asked, to: april.from }), JSON.stringify(asked)).not.toContain(eventId);
    }
    expect(await idsFor({ near: "60.1,5.1" })).not.toContain(eventId);
    const others = { eventId, categoryIds: [food, music] };
    isDone(await api.call(setEventCategories, others, { ...as, ifMatch: edited.version }));
    expect(await idsFor({ categoryId: art })).not.toContain(eventId);
    expect(await idsFor({ categoryId: food })).toContain(eventId);
    const [card] = isDone(await api.call(listUpcomingEvents, { ...april, categoryId: music, limit: 1 })).items;
    expect(card).toMatchObject({ eventId, price: 0, categoryIds: [food, music], ...moved });
  });

  it("are at most five categories that there are, each once; its managers say which", async () => {
    const { eventId, owner } = await aDraftEvent({ team, types: [] });
    const as = { token: owner.token, ifMatch: 1 };
    const six = [music, art, food, health, sports, other];
    isRefused(await api.call(setEventCategories, { eventId, categoryIds: six }, as), "invalid_input", "categoryIds");
    const twice = { eventId, categoryIds: [music, music] };
    isRefused(await api.call(setEventCategories, twice, as), "invalid_input", "categoryIds[1]");
    const unknown = { eventId, categoryIds: [music, eventId] };
    isRefused(await api.call(setEventCategories, unknown, as), "invalid_input", "categoryIds[1]");
    const chosen = { eventId, categoryIds: six.slice(0, 5) };
    isRefused(await api.call(setEventCategories, chosen, { ...as, ifMatch: 2 }), "stale_version");
    for (const { token } of [cast.stranger, cast.doorStaff, cast.others.owner]) {
      isRefused(await api.call(setEventCategories, chosen, { ...as, token }), "not_found");
    }
    const uses = await usesOf(music);
    isDone(await api.call(setEventCategories, chosen, { ...as, token: cast.manager.token }));
    expect(await usesOf(music)).toBe(uses + 1);
    isDone(await api.call(setEventCategories, { eventId, categoryIds: [music] }, { ...as, ifMatch: 2 }));
    expect(await usesOf(music)).toBe(uses + 1);
    isDone(await api.call(setEventCategories, { eventId, categoryIds: [] }, { ...as, ifMatch: 3 }));
    expect(await usesOf(music)).toBe(uses);
  });

  it("is right whichever of publishing and choosing categories is first", async () => {
    for (let round = 0; round < 4; round++) {
      const { eventId, owner } = await aDraftEvent({ team, startDate });
      const { token } = owner;
      const { version } = isDone(await api.call(getEvent, { eventId }, { token }));
      const chosen = { eventId, categoryIds: [sports] };
      const [, choosing] = await Promise.all([
        api.call(publishEvent, { eventId }, { token }),
        api.call(setEventCategories, chosen, { token, ifMatch: version }),
      ]);
      const { status, categories } = isDone(await api.call(getEvent, { eventId }));
      expect(status).toBe("published");
      expect(categories).toHaveLength(choosing.status === 200 ? 1 : 0);
      if (choosing.status !== 200) isRefused(choosing, "stale_version");
      expect((await idsFor({ categoryId: sports })).includes(eventId)).toBe(choosing.status === 200);
    }
  });

  it("is being featured, as admins say", async () => {
    const { eventId, event, owner } = await aPublishedEvent({ team, startDate });
    const ifMatch = event.version;
    for (const { token } of [owner, cast.stranger]) {
      isRefused(await api.call(featureEvent, { eventId }, { token, ifMatch }), "not_permitted");
    }
    const { token } = admin;
    isRefused(await api.call(featureEvent, { eventId }, { token, ifMatch: ifMatch - 1 }), "stale_version");
    const featured = isDone(await api.call(featureEvent, { eventId }, { token, ifMatch }));
    expect(featured.isFeatured).toBe(true);
    expect(isDone(await api.call(featureEvent, { eventId }, { token, ifMatch: featured.version }))).toEqual(featured);
    expect(await idsFor({ featured: "true" })).toContain(eventId);
    const [card] = isDone(await api.call(listUpcomingEvents, { ...spring, featured: "true", limit: 1 })).items;
    expect(card?.isFeatured).toBe(true);
    const title = "Night of Paper Lanterns";
    const edited = isDone(
      await api.call(updateEvent, { eventId, title }, { token: owner.token, ifMatch: featured.version }),
    );
    const again = isDone(await api.call(listUpcomingEvents, { ...spring, featured: "true" }));
    expect(again.items).toMatchObject([{ eventId, title }]);
    const plain = isDone(await api.call(unfeatureEvent, { eventId }, { token, ifMatch: edited.version }));
    expect(plain.isFeatured).toBe(false);
    expect(await idsFor({ featured: "true" })).not.toContain(eventId);
  });

  it("is not being featured while it is a draft, which admins do not see", async () => {
    const { eventId } = await aDraftEvent({ team });
    isRefused(await api.call(featureEvent, { eventId }, { token: admin.token, ifMatch: 1 }), "not_found");
    isRefused(await api.call(unfeatureEvent, { eventId }, { token: admin.token, ifMatch: 1 }), "not_found");
  });

  it("is nothing any more once it is cancelled, deleted or over", async () => {
    const shown = async (wished: Wished) => {
      const { eventId, event, owner } = await aPublishedEvent({ team, ...place, ...wished });
      const mapped = { eventId, categoryIds: [health, other] };
      const { version } = isDone(
        await api.call(setEventCategories, mapped, { token: owner.token, ifMatch: event.version }),
      );
      const as = { token: admin.token, ifMatch: version };
      return isDone(await api.call(featureEvent, { eventId }, as));
    };
    const start = await fromNow(hours(1));
    const endDate = shifted(start, hours(1));
    const [cancelled, deleted, over] = [
      await shown({ startDate }),
      await shown({ startDate }),
      await shown({ startDate: start, endDate }),
    ];
    const uses = await usesOf(health);
    const { token } = team.owner;
    isDone(await api.call(cancelEvent, { eventId: cancelled.eventId }, { token }));
    const { eventId, version } = deleted;
    isDone(await api.call(deleteEvent, { eventId }, { token, ifMatch: version }), 204);
    await timeReaches(endDate);
    await timePasses(minutes(16));
    const gone = isDone(await api.call(getEvent, { eventId: over.eventId }));
    expect(gone).toMatchObject({ status: "completed", isFeatured: true, categories: [{ name: "health" }, {}] });
    for (const asked of [
      { categoryId: health },
      { categoryId: other },
      { featured: "true" },
      { near: "60,5" },
    ] as const) {
      const found = [...(await idsFor(asked)), ...(await idsFor({ ...asked, from: start, to: endDate }))];
      for (const event of [cancelled, deleted, over]) expect(found).not.toContain(event.eventId);
    }
    admin = await loggedIn(admin);
    expect(await usesOf(health)).toBe(uses);
  });
});
