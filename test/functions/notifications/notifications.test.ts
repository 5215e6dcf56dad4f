import { beforeAll, describe, expect, it } from "vitest";
import { getNotification } from "#functions/notifications/get-notification.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { api } from "#test/support/api.ts";
import { aUser, aVerifiedUser, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const told = async ({ token }: Person, input = {}) =>
  isDone(await api.call(listMyNotifications, input, { token }), 200);

let buyer: Person;
let show: Show;
beforeAll(async () => {
  buyer = await aVerifiedUser();
  show = await aPublishedEvent({ types: [{ price: 0 }] });
  for (let order = 0; order < 5; order++) await aHold({ show, buyer });
  await everythingSettles();
});

describe("my notifications", () => {
  it("are listed newest first by every channel; unread are those of the app, until they are read", async () => {
    const all = (await told(buyer)).items;
    const ids = all.map(({ notificationId }) => notificationId);
    expect(ids).toEqual(ids.toSorted().reverse());
    const inApp = all.filter(({ type }) => type === "in_app");
    expect(inApp).toHaveLength(5);
    expect(inApp[0]).toMatchObject({
      title: `You are going to ${show.event.title}`,
      status: "sent",
      metadata: { factType: "order.confirmed.v1", eventId: show.eventId },
    });
    expect((await told(buyer, { unread: "true" })).items).toEqual(inApp);
    expect((await told(buyer, { unread: "false" })).items).toEqual(all);

    const { notificationId } = inApp[0] as (typeof inApp)[number];
    const token = buyer.token;
    // To look at one is not to have read it.
    const one = await api.call(getNotification, { notificationId }, { token });
    expect(isDone(one)).toMatchObject({ ...inApp[0], version: 1 });
    expect((await told(buyer, { unread: "true" })).items).toEqual(inApp);
    const answer = await api.call(readNotification, { notificationId }, { token });
    const read = isDone(answer, 200);
    expect(read).toMatchObject({ ...inApp[0], status: "read", version: 2 });
    expect(isDone(await api.call(getNotification, { notificationId }, { token }))).toEqual(read);
    expect(answer.headers.get("etag")).toBe('"2"');
    expect((await told(buyer, { unread: "true" })).items).toEqual(inApp.slice(1));
    expect((await told(buyer)).items.find((one) => one.notificationId === notificationId)?.status).toBe("read");

    // A repeat changes nothing, not even when it was read.
    expect(isDone(await api.call(readNotification, { notificationId }, { token }), 200)).toEqual(read);
  });

  it("are read once, however many say so at once", async () => {
    const { notificationId } = (await told(buyer, { unread: "true" })).items[0] ?? { notificationId: "" };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.call(readNotification, { notificationId }, { token: buyer.token })),
    );
    for (const answer of answers) expect(isDone(answer, 200)).toEqual(answers[0]?.body);
    expect(answers[0]?.body.version).toBe(2);
  });

  it("come in pages without gap or repeat, read or unread", async () => {
    for (const unread of ["true", "false"] as const) {
      const all = (await told(buyer, { unread, limit: 100 })).items;
      const walked: typeof all = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await told(buyer, { unread, limit: 3, ...(cursor && { cursor }) });
        walked.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(all);
    }
    const { nextCursor } = await told(buyer, { limit: 1 });
    const as = { token: buyer.token };
    isRefused(await api.call(listMyNotifications, { unread: "true", cursor: nextCursor ?? "" }, as), "invalid_cursor");
  });

  it("are nobody else's", async () => {
    const { notificationId } = (await told(buyer)).items[0] ?? { notificationId: "" };
    const other = await aUser();
    expect(JSON.stringify(await told(other))).not.toContain(notificationId);
    isRefused(await api.call(readNotification, { notificationId }, { token: other.token }), "not_found");
    isRefused(await api.call(getNotification, { notificationId }, { token: other.token }), "not_found");
    isRefused(await api.call(readNotification, { notificationId }), "unauthenticated");
    isRefused(await api.call(listMyNotifications, {}), "unauthenticated");
  });

  it("refuse what is no question about them", async () => {
    const { token } = await aUser();
    isRefused(await api.send(listMyNotifications, { unread: "yes" }, { token }), "invalid_input", "unread");
    isRefused(await api.send(listMyNotifications, { userId: "x" }, { token }), "invalid_input", "userId");
    isRefused(await api.send(readNotification, { notificationId: "x" }, { token }), "not_found");
    const notificationId = "00000000-0000-8000-8000-000000000000";
    isRefused(await api.send(readNotification, { notificationId }, { token }), "not_found");
    isRefused(await api.send(readNotification, { notificationId, readAt: "x" }, { token }), "invalid_input", "readAt");
  });
});
