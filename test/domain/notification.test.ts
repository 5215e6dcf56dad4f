import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "#domain/ids.ts";
import { channels, markRead, Notification, notificationIdOf, notificationOf } from "#domain/notification.ts";

const moment = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2200-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const telling = fc.record({
  fact: fc.record({ id: fc.uuid({ version: 7 }), at: moment }),
  userId: fc.uuid({ version: 7 }),
  channel: fc.constantFrom(...channels),
});
type Telling = typeof telling extends fc.Arbitrary<infer T> ? T : never;
const idOf = ({ fact, userId, channel }: Telling) => notificationIdOf(fact, userId, channel);

describe("the id of a notification", () => {
  it("is a UUID, the same whenever the same fact is told to the same person by the same channel", () => {
    fc.assert(
      fc.property(telling, (told) => {
        expect(id.safeParse(idOf(told)).success).toBe(true);
        expect(idOf(told)[14]).toBe("8");
        expect(idOf(told)).toBe(idOf(structuredClone(told)));
      }),
    );
  });

  it("differs as soon as the fact, the person or the channel does", () => {
    fc.assert(
      fc.property(telling, telling, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(idOf(one)).not.toBe(idOf(other));
        expect(idOf({ ...one, userId: other.userId }) === idOf(one)).toBe(one.userId === other.userId);
        expect(idOf({ ...one, channel: other.channel }) === idOf(one)).toBe(one.channel === other.channel);
      }),
    );
  });

  it("sorts as text by when the fact happened", () => {
    fc.assert(
      fc.property(fc.array(telling, { minLength: 2, maxLength: 20 }), (all) => {
        const byId = [...all].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)).map(({ fact }) => fact.at);
        expect(byId).toEqual(all.map(({ fact }) => fact.at).sort());
      }),
    );
  });
});

describe("a notification", () => {
  const fact = {
    id: "0199a000-0000-7000-8000-000000000001",
    type: "order.confirmed.v1",
    at: "2027-03-01T10:00:00.000Z",
  };
  const person = "0199a000-0000-7000-8000-000000000002";
  const now = "2027-03-01T10:00:01.000Z";
  const wording = { title: "x".repeat(400), message: "🎟".repeat(600), about: { eventId: person } };

  it.each(channels)("fits what is stored, however long the words (%s)", (channel) => {
    expect(Notification.parse(notificationOf(fact, person, channel, wording, now)).type).toBe(channel);
  });

  it("in the app is sent and unread at once; by mail it waits to be sent", () => {
    expect(notificationOf(fact, person, "in_app", wording, now)).toMatchObject({ status: "sent", isUnread: true });
    const mailed = notificationOf(fact, person, "email", wording, now);
    expect(mailed.status).toBe("pending");
    expect(mailed.isUnread).toBeUndefined();
  });

  it("is read once: the first time stays", () => {
    const told = notificationOf(fact, person, "in_app", wording, now);
    const read = markRead(told, "2027-03-02T00:00:00.000Z");
    expect(read).toMatchObject({ status: "read", readAt: "2027-03-02T00:00:00.000Z" });
    expect(read).not.toHaveProperty("isUnread");
    expect(read && markRead(read, "2027-03-03T00:00:00.000Z")).toBeUndefined();
    expect(markRead(notificationOf(fact, person, "email", wording, now), now)).toBeUndefined();
  });
});
