import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { stock } from "#data/stock.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { Stock } from "#domain/stock.ts";
import { minutes } from "#domain/time.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { api } from "#test/support/api.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { homeOf, violations } from "#test/support/homes.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { archiveTable, storedItem } from "#test/support/operator.ts";
import { loggedIn, type Person } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

describe("an archived order is paid back, ticket by ticket", () => {
  let show: Show;
  let buyer: Person;
  let placed: Awaited<ReturnType<typeof aHold>>["order"];
  let ticketIds: string[];
  const price = 2500;

  beforeAll(async () => {
    show = await aPublishedEvent();
    const held = await aHold({ show, quantity: 5 });
    placed = held.order;
    await pay(placed);
    await everythingSettles();
    await ended(show, 181, "completed");
    await theArchiveRuns();
    await theArchiveRuns();
    buyer = await loggedIn(held.buyer);
    const item = await storedItem(payments.get(ids()).params<GetCommandInput>(), archiveTable);
    ticketIds = payments.parse({ Item: item }).data?.lines.map(({ ticketId }) => ticketId) ?? [];
  });
  afterEach(nothingGoesWrong);
  afterAll(async () => {
    await stripeDoes("/_double/webhooks", { mode: "deliver" });
    await stripeDoes("/_double/webhooks/release");
  });

  const ids = () => ({ orderId: placed.orderId, paymentId: placed.paymentId ?? "" });
  const asked = async (at: number) =>
    refunds(await loggedIn(show.owner), ids().paymentId, { ticketIds: [ticketIds[at] ?? ""] });
  /** So many of its tickets are paid back by now, all of it in the archive. */
  async function isBack(count: number): Promise<void> {
    buyer = await loggedIn(buyer);
    const { tickets: states, order } = await standing(buyer, ids().orderId);
    expect(states).toEqual(ticketIds.map((_, at) => (at < count ? "refunded" : "active")));
    expect(order).toBe(count < 5 ? "partially_refunded" : "refunded");
    expect(await sentBack(intentIdOf(placed))).toHaveLength(count);
    const there = [orders.get(ids()), payments.get(ids()), ...ticketIds.map((ticketId) => tickets.get({ ticketId }))];
    for (const get of there) expect(await homeOf(get)).toBe("archive");
  }

  it("at once, and no stock is touched", async () => {
    const { eventId, ticketTypeId } = show;
    const key = stock.get({ eventId, shard: 0 }).params<GetCommandInput>();
    const before = await storedItem(key, archiveTable);
    expect(isDone(await asked(0), 201).refund).toMatchObject({ status: "succeeded", ticketIds: [ticketIds[0]] });
    await isBack(1);
    expect(await storedItem(key, archiveTable)).toEqual(before);
    expect(Stock.parse(before).types[ticketTypeId]?.taken).toBe(5);
    await everythingSettles();
    const { items } = isDone(await api.call(listMyNotifications, {}, { token: buyer.token }));
    expect(items.filter(({ metadata }) => metadata.factType === "payment.refunded.v1")).toHaveLength(2);
    expect((await mailsTo(buyer.email)).some(({ body }) => body.text?.includes(ids().orderId))).toBe(true);
  });

  it("by its message, if Stripe failed", async () => {
    await stripeDoes("/_double/fail", { next: 4, status: 500, match: "POST /v1/refunds", remembered: true });
    isRefused(await asked(1), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await timePasses(minutes(1));
    await isBack(2);
  });

  it("by Stripe's word of it, if its answer was lost", async () => {
    await stripeDoes("/_double/fail", { next: 4, status: "drop", afterApply: true, match: "POST /v1/refunds" });
    isRefused(await asked(2), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await everythingSettles();
    await isBack(3);
  });

  const noMessage = refused("refunds/make-refund", "dynamodb", "GetItem");

  it("by asking Stripe, if its word did not come either", async () => {
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    await goesWrong(noMessage);
    await stripeDoes("/_double/fail", { next: 4, status: "drop", afterApply: true, match: "POST /v1/refunds" });
    isRefused(await asked(3), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await timePasses(minutes(6));
    await isBack(4);
  });

  it("by the sweep, if all that failed", async () => {
    const nobodyAsks = refused("payments/follow-undelivered", "dynamodb", "GetItem");
    // The first wrote down that it goes back.
    const settling = { ...refused("payments/refund-payment", "dynamodb", "TransactWriteItems"), skip: 1 };
    await goesWrong(settling, noMessage, nobodyAsks);
    expect((await asked(4)).status).toBe(500);
    await timePasses(minutes(16));
    await goesWrong(nobodyAsks);
    await timePasses(minutes(5));
    await isBack(5);
    const back = await standing(buyer, ids().orderId);
    expect(back).toMatchObject({ payment: "refunded", back: placed.total });
    expect(placed.total).toBeGreaterThan(5 * price);
    expect(await violations(show.eventId, ids().orderId, ids().paymentId, ...ticketIds)).toEqual([]);
  });
});
