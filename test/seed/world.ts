import { days, hours, minutes, shifted } from "#domain/time.ts";
import { plantedFigures } from "#test/seed/planted.ts";
import { anOrganizer, aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { fromNow, now } from "#test/support/when.ts";

/**
 * One of everything the seed has, each made the first time a proof asks for it. Proofs look at these and do not change
 * them: what a proof changes, it makes.
 */
export function openWorld() {
  const team = once(() =>
    anOrganizer({
      organizationName: "Lantern Hall",
      description: "A house for music after dark.",
      website: "https://lanterns.example.com",
      contactPhone: "+20212345678",
    }),
  );
  const buyer = once(() => aVerifiedUser({ phone: "+491701234567" }));
  /** On sale, with every field that an event can have; its doors are open. */
  const show = once(async () => {
    const startDate = await fromNow(hours(20));
    return aPublishedEvent({
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
  });
  /** Two VIP tickets, paid by card. */
  const sale = once(async () => aPaidOrder({ show: await show(), buyer: await buyer(), quantity: 2 }));
  /** One ticket, paid by card, to another show. */
  const single = once(async () =>
    aPaidOrder({ show: await aPublishedEvent({ team: await team() }), buyer: await buyer() }),
  );

  /** What was counted of the show on the day before it, and of its buyer. */
  const figures = once(async () => {
    const { eventId, event } = await show();
    const { userId } = await buyer();
    const date = shifted(event.startDate, -days(1)).slice(0, 10);
    await plantedFigures({ eventId, date, userId });
    return { eventId, date, userId };
  });

  const tokens = new Map<string, { readonly person: Person; readonly until: string }>();
  return {
    team,
    buyer,
    show,
    sale,
    single,
    figures,

    /** The options of a call by somebody, with a token that is not too old. */
    async as({ email, password }: Pick<Person, "email" | "password">): Promise<{ token: string }> {
      const at = (await now()).toISOString();
      const known = tokens.get(email);
      if (known && at < known.until) return { token: known.person.token };
      const person = await loggedIn({ email, password });
      tokens.set(email, { person, until: shifted(at, minutes(10)) });
      return { token: person.token };
    },
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
