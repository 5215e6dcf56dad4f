import { beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { getUser } from "#functions/users/get-user.ts";
import { api } from "#test/support/api.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { homeOf, key } from "#test/support/homes.ts";
import { anAdmin, archiveTable, storedItem } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { freshKey, loggedIn, type Person, verifiedUsers } from "#test/support/people.ts";
import { itemsOf } from "#test/support/personal.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const wants = ({ eventId, ticketTypeId }: Show, quantity: number) => ({
  eventId,
  lines: [{ ticketTypeId, quantity }],
});

describe("of what is archived", () => {
  let buyer: Person;
  let other: Person;
  let old: Show;
  let current: Show;
  const idempotencyKey = freshKey();
  /** The order in the archive, and one in the table placed before and after it. */
  const placed: string[] = [];
  const buys = async ({ token }: Person, show: Show, quantity: number, idempotencyKey = freshKey()) =>
    isDone(await api.call(placeOrder, wants(show, quantity), { token, idempotencyKey }), 201).orderId;

  beforeAll(async () => {
    [buyer, other] = (await verifiedUsers(2)) as [Person, Person];
    const types = [{ price: 0 }];
    [old, current] = [await aPublishedEvent({ types }), await aPublishedEvent({ types })];
    placed.push(
      await buys(buyer, current, 1),
      await buys(buyer, old, 2, idempotencyKey),
      await buys(buyer, current, 1),
    );
    await buys(other, old, 1);
    await everythingSettles();
    await ended(old, 181, "completed");
    expect(await theArchiveRuns()).toBe(true);
    const homes = await Promise.all(placed.map((orderId) => homeOf(orders.get({ orderId }))));
    expect(homes).toEqual(["table", "archive", "table"]);
  });

  it("an export holds everything, in pages without a gap or anything twice", async () => {
    const { token } = await loggedIn(buyer);
    const exported = async (limit: number) => {
      const as = { token };
      const page = (cursor: { cursor?: string }) => api.call(exportMyData, { limit, ...cursor }, as);
      const { items } = await walked(page);
      return items.filter(({ kind }) => kind === "order" || kind === "payment" || kind === "ticket");
    };
    const all = await exported(100);
    const of = (kind: string) => all.flatMap((record) => (record.kind === kind ? [record.data] : []));
    expect(of("order").map((one) => "orderId" in one && one.orderId)).toEqual(placed.toReversed());
    expect(of("payment").map((one) => "orderId" in one && one.orderId)).toEqual(placed.toReversed());
    const [newest, middle, oldest] = placed.toReversed();
    expect(of("ticket").map((one) => "orderId" in one && one.orderId)).toEqual([newest, middle, middle, oldest]);
    expect(await exported(1)).toEqual(all);
    expect(await exported(2)).toEqual(all);
  });

  it("an order is found again by its key, and no other is placed under it", async () => {
    const [, orderId = ""] = placed;
    const as = { token: (await loggedIn(buyer)).token, idempotencyKey };
    expect(isDone(await api.call(placeOrder, wants(old, 2), as), 201)).toMatchObject({ orderId, status: "confirmed" });
    isRefused(await api.call(placeOrder, wants(old, 1), as), "key_reused");
    isRefused(await api.call(placeOrder, wants(current, 2), as), "key_reused");
    expect(await homeOf(orders.get({ orderId }))).toBe("archive");
    isRefused(await api.call(placeOrder, wants(old, 2), { ...as, idempotencyKey: freshKey() }), "not_found");
  });

  it("tickets keep their holder from being deleted, and not from being erased", async () => {
    const { userId, token, password } = await loggedIn(other);
    const superAdmin = await anAdmin("super_admin");
    const { version: ifMatch } = isDone(await api.call(getUser, { userId }, { token: superAdmin.token }));
    isRefused(await api.call(deleteUser, { userId }, { token: superAdmin.token, ifMatch }), "in_use");
    // Nobody came: the ticket is active for ever, and of no use any more.
    const [ticket] = isDone(await api.call(listMyTickets, {}, { token })).items;
    expect(ticket).toMatchObject({ status: "active" });
    const { paymentId } = isDone(await api.call(getTicket, { ticketId: ticket?.ticketId ?? "" }, { token }));
    isDone(await api.call(eraseMe, { password }, { token }), 202);
    await everythingSettles();
    expect((await itemsOf(userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
    const kept = await storedItem(key(payments.get({ paymentId })), archiveTable);
    expect(kept).toMatchObject({ userId, status: "completed" });
  });
});
