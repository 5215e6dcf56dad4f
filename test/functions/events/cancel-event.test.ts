import { beforeAll, describe, expect, it } from "vitest";
import { minutes, seconds } from "#domain/time.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { api } from "#test/support/api.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { aCast, stockOf } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, aPaidOrder, intentIdOf, pay } from "#test/support/purchases.ts";
import { sentBack, standing } from "#test/support/refunds.ts";
import { aDraftEvent, aPublishedEvent, type Show } from "#test/support/shows.ts";
import { soldByHand } from "#test/support/sold.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

describe("cancel-event", () => {
  let cast: Awaited<ReturnType<typeof aCast>>;
  let buyer: Person;
  const cancels = async ({ eventId }: Pick<Show, "eventId">, by: Person) =>
    api.call(cancelEvent, { eventId }, { token: (await loggedIn(by)).token });
  const again = (person: Person) => loggedIn(person);

  beforeAll(async () => {
    [cast, buyer] = await Promise.all([aCast(), aVerifiedUser()]);
  });

  it("sells nothing from that moment on, pays every order back and tells every holder", async () => {
    const { team } = cast;
    const types = [{}, { name: "Free", price: 0 }];
    const show = await aPublishedEvent({ team: { ...team, owner: await again(team.owner) }, types });
    const { eventId, ticketTypes } = show;
    buyer = await again(buyer);
    const paid = await aPaidOrder({ show, buyer, quantity: 2 });
    const free = { eventId, ticketTypeId: ticketTypes[1]?.ticketTypeId ?? "" };
    const gift = await aHold({ show: free, buyer });
    const held = await aHold({ show, buyer });
    // The figures it shows are up to date.
    await everythingSettles();
    const cancelled = isDone(await cancels(show, show.owner));
    expect(cancelled).toMatchObject({ status: "cancelled", eventId });
    expect(await stockOf(eventId, 1)).toMatchObject([{ live: false }]);
    const wanting = { eventId, lines: [{ ticketTypeId: free.ticketTypeId, quantity: 1 }] };
    isRefused(await api.call(placeOrder, wanting, { token: buyer.token, idempotencyKey: freshKey() }), "not_found");
    // A repeat finds it done, and does nothing again.
    expect(isDone(await cancels(show, show.owner))).toEqual(cancelled);

    await everythingSettles();
    const statusOf = async (orderId: string) =>
      isDone(await api.call(getOrder, { orderId }, { token: (await again(buyer)).token })).status;
    expect(await statusOf(held.orderId)).toBe("cancelled");
    await expect(pay(held.order)).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
    await timePasses(minutes(1));
    buyer = await again(buyer);
    const { total } = paid.order;
    expect(await standing(buyer, paid.orderId)).toEqual({
      ...{ order: "refunded", payment: "refunded", back: total },
      tickets: ["refunded", "refunded"],
    });
    expect(await standing(buyer, gift.orderId)).toEqual({
      ...{ order: "refunded", payment: "refunded", back: 0 },
      tickets: ["cancelled"],
    });
    expect(await stockOf(eventId, 1)).toMatchObject([{ live: false, taken: 0 }]);
    const title = `${show.event.title} is cancelled`;
    const { items } = isDone(await api.call(listMyNotifications, { limit: 100 }, { token: buyer.token }));
    const told = items.filter((one) => one.title === title && one.metadata.eventId === eventId);
    // Per order, in the app and by mail.
    expect(told.map(({ type }) => type).toSorted()).toEqual(["email", "email", "in_app", "in_app"]);
    expect((await mailsTo(buyer.email)).filter(({ subject }) => subject === title)).toHaveLength(2);
    // Nor does the second walk do anything twice.
    await timePasses(minutes(26));
    buyer = await again(buyer);
    expect(await standing(buyer, paid.orderId)).toMatchObject({ back: total });
    const listed = { organizerId: show.organizerId, status: "cancelled" } as const;
    const { token } = await again(show.owner);
    expect(isDone(await api.call(listOrganizerEvents, listed, { token })).items).toMatchObject([{ eventId }]);
    expect(isDone(await api.call(getEvent, { eventId }))).toMatchObject({ status: "cancelled", currentCapacity: 0 });
  });

  it("is for who runs the event; a draft is deleted, not cancelled", async () => {
    const { team, others, stranger, doorStaff, manager } = cast;
    const owner = await again(team.owner);
    const [show, draft] = [
      await aPublishedEvent({ team: { ...team, owner } }),
      await aDraftEvent({ team: { ...team, owner } }),
    ];
    for (const person of [stranger, doorStaff, others.owner]) isRefused(await cancels(show, person), "not_permitted");
    isRefused(await cancels(draft, stranger), "not_found");
    isRefused(await cancels(draft, owner), "not_changeable");
    const stale = await api.call(cancelEvent, { eventId: show.eventId }, { token: owner.token, ifMatch: 1 });
    isRefused(stale, "stale_version");
    isDone(await cancels(show, manager));
  });

  it("pays an order back that is confirmed while the event is being cancelled", async () => {
    const { team } = cast;
    const show = await aPublishedEvent({ team: { ...team, owner: await again(team.owner) } });
    buyer = await again(buyer);
    const { order, orderId } = await aHold({ show, buyer });
    // The walk comes before the order can be seen by it, and does not get to release the hold.
    await goesWrong(refused("walks/go-on", "dynamodb", "Query"));
    isDone(await cancels(show, show.owner));
    await pay(order);
    await everythingSettles();
    await nothingGoesWrong();
    await timePasses(seconds(40));
    buyer = await again(buyer);
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: order.total });
    expect(await sentBack(intentIdOf(order))).toEqual([order.total]);
  });

  it("goes on where it stopped", async () => {
    const { team } = cast;
    const show = await aPublishedEvent({ team: { ...team, owner: await again(team.owner) }, types: [{ price: 0 }] });
    buyer = await again(buyer);
    const { orderId } = await aHold({ show, buyer });
    await goesWrong(refused("walks/go-on", "dynamodb", "GetItem"));
    isDone(await cancels(show, show.owner));
    await everythingSettles();
    expect(await standing(buyer, orderId)).toMatchObject({ order: "confirmed" });
    await nothingGoesWrong();
    await timePasses(minutes(6));
    await timePasses(minutes(1));
    buyer = await again(buyer);
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", tickets: ["cancelled"] });
  });

  it("walks over as many orders as there are, page by page, and goes on where it stopped between two", async () => {
    const { team } = cast;
    const owner = await again(team.owner);
    const show = await aPublishedEvent({ team: { ...team, owner }, types: [{ price: 0 }] });
    buyer = await again(buyer);
    const count = 60;
    await soldByHand(show, buyer, count);
    // The first page is done, the second is not.
    await goesWrong({ ...refused("walks/go-on", "dynamodb", "Query"), skip: 20 });
    isDone(await cancels(show, show.owner));
    await everythingSettles();
    const owed = async (status: "confirmed" | "refunded") => {
      const { token } = await again(show.owner);
      return isDone(await api.call(listEventOrders, { eventId: show.eventId, status, limit: 100 }, { token })).items
        .length;
    };
    await timePasses(minutes(1));
    const before = await owed("refunded");
    expect([before > 0, before < count]).toEqual([true, true]);
    await nothingGoesWrong();
    await timePasses(minutes(6));
    await timePasses(minutes(1));
    expect([await owed("confirmed"), await owed("refunded")]).toEqual([0, count]);
    expect(await stockOf(show.eventId, 1)).toMatchObject([{ live: false, taken: 0 }]);
  });
});
