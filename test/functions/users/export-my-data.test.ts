import { describe, expect, it } from "vitest";
import { userAnalytics } from "#data/user-analytics.ts";
import { created } from "#domain/trail.ts";
import { noAnalytics } from "#domain/user-analytics.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { api } from "#test/support/api.ts";
import { putItem } from "#test/support/operator.ts";
import { loggedIn, type Person, verifiedUsers } from "#test/support/people.ts";
import { manyNotifications } from "#test/support/personal.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
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

describe("an export of one's data", () => {
  it("holds everything there is about a person, each thing once, and no secret", async () => {
    const [buyer, other] = (await verifiedUsers(2)) as [Person, Person];
    await loggedIn(buyer);
    isDone(await api.call(updateMe, { preferences: { marketing: true } }, { token: buyer.token, ifMatch: 2 }));
    const named = { organizationName: "Lantern Hall", contactEmail: buyer.email };
    isDone(await api.call(createOrganizer, named, { token: buyer.token }), 201);
    const { show, orderId, tickets } = await aPaidOrder({ buyer, quantity: 3 });
    const pending = await aHold({ show, buyer });
    await aHold({ show, buyer: other });
    const row = { ...noAnalytics(buyer.userId), ticketsPurchased: 3 };
    await putItem(userAnalytics.put({ ...row, ...created({ now: await now(), by: "operator" }) }));
    await everythingSettles();

    const records = await exported(buyer);
    const of = <K extends (typeof records)[number]["kind"]>(kind: K) =>
      records.flatMap((record) => (record.kind === kind ? [record.data] : []));
    const counts = Object.fromEntries([...Map.groupBy(records, ({ kind }) => kind)].map(([k, all]) => [k, all.length]));
    expect(counts).toEqual({
      ...{ profile: 1, login: 1, tries: 1, session: 2, membership: 1, organizer: 1, order: 2, payment: 2, ticket: 3 },
      ...{ notification: counts.notification, analytics: 1 },
    });
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
