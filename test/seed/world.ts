import { indexShardsFor } from "#domain/event.ts";
import { days, hours, minutes, shifted } from "#domain/time.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { plantedEvents, plantedFigures, plantedFiles, plantedTickets } from "#test/seed/planted.ts";
import { api } from "#test/support/api.ts";
import { anAdmin } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow, now } from "#test/support/when.ts";

/**
 * One of everything the seed has, each made the first time a proof asks for it. Proofs look at these and do not change
 * them: what a proof changes, it makes.
 */
export function openWorld() {
  const lanterns = once(() =>
    anOrganizer({
      organizationName: "Lantern Hall",
      description: "A house for music after dark.",
      website: "https://lanterns.example.com",
      contactPhone: "+20212345678",
    }),
  );
  const guest = once(() => aVerifiedUser({ phone: "+491701234567" }));
  const awake = new Map<string, { readonly person: Person; readonly until: string }>();

  /** Somebody with a token that is not too old. */
  async function fresh({ email, password }: Pick<Person, "email" | "password">): Promise<Person> {
    const at = (await now()).toISOString();
    const known = awake.get(email);
    if (known && at < known.until) return known.person;
    const person = await loggedIn({ email, password });
    awake.set(email, { person, until: shifted(at, minutes(10)) });
    return person;
  }
  async function team() {
    const made = await lanterns();
    return { ...made, owner: await fresh(made.owner) };
  }
  const buyer = async () => fresh(await guest());
  const category = once(async () => {
    const { token } = await anAdmin();
    const form = { name: `Lanterns ${freshKey()}`, description: "After dark, with light.", icon: "🏮" };
    return isDone(await api.call(createCategory, form, { token }), 201);
  });
  /** On sale, with every field that an event can have; its doors are open. */
  const show = once(async () => {
    const startDate = await fromNow(hours(20));
    const published = await aPublishedEvent({
      team: await team(),
      startDate,
      venueName: "The Old Mill",
      latitude: 30.04442,
      longitude: 31.23571,
      imageUrl: "https://lanterns.example.com/night.jpg",
      types: [
        {
          name: "VIP",
          description: "In front.",
          refundableUntil: shifted(startDate, -hours(10)),
          saleUntil: shifted(startDate, hours(1)),
        },
        { name: "General", price: 1000 },
      ],
    });
    const { eventId, event, owner } = published;
    const categoryIds = [(await category()).categoryId];
    const options = { token: owner.token, ifMatch: event.version };
    isDone(await api.call(setEventCategories, { eventId, categoryIds }, options));
    return published;
  });
  /** Two shows with two categories each, the first to begin first. */
  const categorized = once(async () => {
    const [{ token }, owned] = [await anAdmin(), await team()];
    const categoryIds: string[] = [];
    for (const name of [`First ${freshKey()}`, `Second ${freshKey()}`])
      categoryIds.push(isDone(await api.call(createCategory, { name }, { token }), 201).categoryId);
    const shows: { readonly eventId: string }[] = [];
    for (const number of [1, 2]) {
      const show = await aPublishedEvent({ team: owned, startDate: await fromNow(days(20 + 20 * number)) });
      const options = { token: owned.owner.token, ifMatch: show.event.version };
      isDone(await api.call(setEventCategories, { eventId: show.eventId, categoryIds }, options));
      shows.push(show);
    }
    return { team: owned, categoryIds, shows };
  });
  /** Two VIP tickets, paid by card. */
  const sale = once(async () => aPaidOrder({ show: await show(), buyer: await buyer(), quantity: 2 }));
  /** One ticket, paid by card, to another show. */
  const single = once(async () =>
    aPaidOrder({ show: await aPublishedEvent({ team: await team() }), buyer: await buyer() }),
  );

  /** How the organizer's pages look: one of two settings, and the one in use. */
  const branding = once(async () => {
    const {
      organizerId,
      owner: { token },
    } = await team();
    const colours = { primaryColor: "#112233", secondaryColor: "#ffffff" };
    const customCss = { ".price": { "font-weight": "700" as const } };
    const form = { organizerId, ...colours, customCss, logoUrl: "https://lanterns.example.com/logo.png" };
    const inUse = isDone(await api.call(createBranding, form, { token }), 201);
    const other = isDone(await api.call(createBranding, { organizerId, ...colours }, { token }), 201);
    return { ...inUse, other };
  });
  /** A picture for the show, sent by its organizer. */
  const file = once(async () => {
    const { eventId, owner } = await show();
    const [picture] = await plantedFiles(1, () => ({ userId: owner.userId, ownerType: "event", ownerId: eventId }));
    if (!picture) throw new Error("There is no picture");
    return picture;
  });
  /** An event of so many places that its tickets are spread over index shards; sold from one month into the next. */
  const crowded = once(async () => {
    const { organizerId } = await team();
    const [event] = await plantedEvents(1, () => ({ organizerId, maxCapacity: 11_000, stockShards: 11 }));
    if (!event) throw new Error("There is no event");
    const shards = indexShardsFor(event);
    const tickets = await plantedTickets(90, "2026-12-31T23:15:00.000Z", (index) => ({
      eventId: event.eventId,
      organizerId,
      status: index % 2 === 0 ? "active" : "used",
      shard: index % shards,
    }));
    return { ...event, shards, tickets };
  });
  /** What was counted of the show on the day before it, and of its buyer. */
  const figures = once(async () => {
    const { eventId, event } = await show();
    const { userId } = await buyer();
    const date = shifted(event.startDate, -days(1)).slice(0, 10);
    await plantedFigures({ eventId, date, userId });
    return { eventId, date, userId };
  });

  return {
    team,
    buyer,
    category,
    show,
    categorized,
    sale,
    single,
    branding,
    file,
    crowded,
    figures,

    /** The options of a call by somebody. */
    as: async (person: Pick<Person, "email" | "password">) => ({ token: (await fresh(person)).token }),
  };
}

export type World = ReturnType<typeof openWorld>;

/** What is made once, the first time it is asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
