import { describe, expect, it } from "vitest";
import { days, epochSeconds, minutes, shifted } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { api } from "#test/support/api.ts";
import { loggedIn, type Person } from "#test/support/people.ts";
import { itemsOf } from "#test/support/personal.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

const unread = async ({ token }: Person) =>
  isDone(await api.call(listMyNotifications, { unread: "true" }, { token })).items;

describe("in the app", () => {
  it("an organizer's owner is told that an event is published", async () => {
    const { owner, eventId, event } = await aPublishedEvent();
    await everythingSettles();
    const metadata = { factType: "event.published.v1", eventId };
    expect(await unread(owner)).toMatchObject([{ title: `${event.title} is published`, metadata }]);
  });

  it("a buyer is told that a paid order is confirmed", async () => {
    const { buyer, orderId, show } = await aPaidOrder({ quantity: 2 });
    const message = "Your order of 2 tickets (51.75 EUR) is confirmed. Show the QR codes at the door.";
    const metadata = { factType: "order.confirmed.v1", eventId: show.eventId, orderId };
    expect(await unread(buyer)).toMatchObject([{ type: "in_app", message, metadata }]);
  });

  it("whoever is told has it for 90 days, read or not", async () => {
    const { owner } = await aPublishedEvent();
    await everythingSettles();
    const [{ notificationId = "", createdAt = "" } = {}] = await unread(owner);
    const row = async () => (await itemsOf(owner.userId)).find((item) => item.notificationId === notificationId);
    const purgeAt = epochSeconds(new Date(shifted(createdAt, days(90))));
    expect(await row()).toMatchObject({ isUnread: true, createdAt, purgeAt });
    isDone(await api.call(readNotification, { notificationId }, { token: owner.token }));
    expect(await row()).toMatchObject({ version: 2, purgeAt });
  });

  it("a buyer is told that a hold has ended unpaid, and nothing else", async () => {
    const { buyer, orderId, show } = await aHold();
    await everythingSettles();
    expect(await unread(buyer)).toEqual([]);
    await timePasses(minutes(16));
    const message = "We could not hold your 1 ticket any longer without a payment. Nothing was charged.";
    const metadata = { factType: "order.expired.v1", eventId: show.eventId, orderId };
    expect(await unread(await loggedIn(buyer))).toMatchObject([{ message, metadata }]);
  });
});
