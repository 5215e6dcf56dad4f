import { describe, expect, it } from "vitest";
import { payment } from "#data/payment.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { created } from "#domain/trail.ts";
import { noAnalytics } from "#domain/user-analytics.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { api } from "#test/support/api.ts";
import { sent } from "#test/support/files.ts";
import { joins, putItem } from "#test/support/operator.ts";
import { anOrganizer, freshKey, loggedIn, type Person, verifiedUsers } from "#test/support/people.ts";
import { manyNotifications } from "#test/support/personal.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, now } from "#test/support/when.ts";

/** All pages, one after another. */
async function exported({ token }: Person, limit = 100) {
  const records = [];
  let cursor: string | undefined;
  do {
    const input = { limit, ...(cursor && { cursor }) };
    const page = isDone(await api.call(exportMyData, input, { token }));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    records.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return records;
}

/** A payment that was paid back whole. */
async function paidBack({ userId }: Person, { eventId, organizerId }: Show, orderId: string): Promise<string> {
  const paymentId = freshKey();
  const ids = { paymentId, userId, orderId, eventId, organizerId, paymentIntentId: freshKey() };
  const money = { amount: 2500, currency: "EUR", refundedAmount: 2500, status: "refunded" } as const;
  const how = { paymentMethod: "card", paymentDetails: {}, lines: [] };
  await putItem(payment.put({ ...ids, ...money, ...how, ...created({ now: await now(), by: "operator" }) }));
  return paymentId;
}

describe("an export of one's data", () => {
  it("holds everything there is about a person, each thing once, and no secret", async () => {
    const [buyer, other] = (await verifiedUsers(2)) as [Person, Person];
    const show = await aPublishedEvent();
    await loggedIn(buyer);
    isDone(await api.call(updateMe, { preferences: { marketing: true } }, { token: buyer.token, ifMatch: 2 }));
    const named = { organizationName: "Lantern Hall", contactEmail: buyer.email };
    isDone(await api.call(createOrganizer, named, { token: buyer.token }), 201);
    const { orderId, order, tickets } = await aPaidOrder({ show, buyer, quantity: 3 });
    const pending = await aHold({ show, buyer });
    await aHold({ show, buyer: other });
    await joins(buyer, show.organizerId, "manager");
    const paid = (await aPaidOrder({ show, buyer: other })).order.paymentId ?? "";
    isDone(await refunds(buyer, paid), 201);
    const team = await anOrganizer();
    const invited = { organizerId: team.organizerId, email: buyer.email, role: "manager" as const };
    isDone(await api.call(inviteMember, invited, { token: team.owner.token }));
    await sent({ userId: buyer.userId, ownerType: "user", ownerId: buyer.userId });
    // Paid after the hold was over, and paid back: of the order nothing is left; and a second payment of one order.
    const again = await Promise.all([paidBack(buyer, show, freshKey()), paidBack(buyer, show, orderId)]);
    const row = { ...noAnalytics(buyer.userId), ticketsPurchased: 3 };
    await putItem(userAnalytics.put({ ...row, ...created({ now: await now(), by: "operator" }) }));
    await everythingSettles();

    const records = await exported(buyer);
    const of = <K extends (typeof records)[number]["kind"]>(kind: K) =>
      records.flatMap((record) => (record.kind === kind ? [record.data] : []));
    const counts = Object.fromEntries([...Map.groupBy(records, ({ kind }) => kind)].map(([k, all]) => [k, all.length]));
    expect(counts).toEqual({
      ...{ profile: 1, login: 1, tries: 1, session: 2, membership: 2, organizer: 1, order: 2, payment: 4, ticket: 3 },
      ...{ notification: counts.notification, media: 1, invitation: 1, request: 1, analytics: 1 },
    });
    expect(new Set(of("payment").map((one) => "paymentId" in one && one.paymentId))).toEqual(
      new Set([pending.order.paymentId, order.paymentId, ...again]),
    );
    expect(counts.notification).toBeGreaterThanOrEqual(3);
    expect(of("profile")).toMatchObject([{ email: buyer.email, firstName: "Nour", preferences: { marketing: true } }]);
    expect(of("order").map((order) => "orderId" in order && order.orderId)).toEqual([pending.orderId, orderId]);
    expect(of("ticket")).toHaveLength(tickets.length);
    const text = JSON.stringify(records);
    expect(text).not.toMatch(/argon|passwordHash|generation":\d+,"secret|_secret_|requestHash/);
    for (const foreign of [other.email, other.userId]) expect(text).not.toContain(foreign);

    // In small pages it is the same, without a gap or anything twice.
    expect(await exported(buyer, 2)).toEqual(records);
  });

  it("of somebody with very much comes in pages of bounded size", async () => {
    const [person] = (await verifiedUsers(1)) as [Person];
    await manyNotifications(person.userId, 250, "x".repeat(450));
    const records = await exported(person);
    expect(records.filter(({ kind }) => kind === "notification").length).toBeGreaterThanOrEqual(250);
    const first = await api.call(exportMyData, { limit: 100 }, { token: person.token });
    expect(first.bytes.length).toBeLessThan(200_000);
  });

  it("goes on for nobody else", async () => {
    const [one, other] = (await verifiedUsers(2)) as [Person, Person];
    const { nextCursor } = isDone(await api.call(exportMyData, { limit: 1 }, { token: one.token }));
    const cursor = nextCursor ?? "";
    isRefused(await api.call(exportMyData, { limit: 1, cursor }, { token: other.token }), "invalid_cursor");
    isRefused(await api.call(exportMyData, { limit: 1 }), "unauthenticated");
  });
});
