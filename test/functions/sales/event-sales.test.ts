import { beforeAll, describe, expect, it } from "vitest";
import { exportEventSales } from "#functions/sales/export-event-sales.ts";
import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { api } from "#test/support/api.ts";
import { walked } from "#test/support/pages.ts";
import { aVerifiedUser } from "#test/support/people.ts";
import { aHold, aPaidOrder, stripeLedger } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

describe("the sales of an event", () => {
  let show: Show;
  let token: string;
  let newestFirst: string[];

  // Three paid orders, one of them refunded and one in part; one that is only held.
  beforeAll(async () => {
    show = await aPublishedEvent({ types: [{ name: "=Early bird", price: 1999 }] });
    token = show.owner.token;
    const buyer = await aVerifiedUser();
    const [kept, back, part] = [
      await aPaidOrder({ show, buyer }),
      await aPaidOrder({ show, buyer, quantity: 2 }),
      await aPaidOrder({ show, buyer, quantity: 3 }),
    ];
    await aHold({ show, buyer });
    const ofPart = part.tickets.filter(({ ticketId }) => {
      const earlier = [...kept.tickets, ...back.tickets];
      return earlier.every((ticket) => ticket.ticketId !== ticketId);
    });
    isDone(await refunds(show.owner, back.order.paymentId ?? ""), 201);
    isDone(await refunds(show.owner, part.order.paymentId ?? "", { ticketIds: [ofPart[0]?.ticketId ?? ""] }), 201);
    await everythingSettles();
    newestFirst = [part.orderId, back.orderId, kept.orderId];
  });

  const sales = (more: { limit?: number; cursor?: string } = {}) =>
    api.call(listEventSales, { eventId: show.eventId, ...more }, { token });

  it("are listed whatever became of them, newest first, in pages", async () => {
    const { items, pages } = await walked((cursor) => sales({ limit: 1, ...cursor }));
    expect(pages).toBe(3);
    expect(items.map(({ orderId }) => orderId)).toEqual(newestFirst);
    expect(items.map(({ status }) => status)).toEqual(["partially_refunded", "refunded", "confirmed"]);
    expect(items).toEqual(isDone(await sales()).items);
  });

  it("are what Stripe holds of them, to the minor unit", async () => {
    const { intents, refunds } = await stripeLedger();
    const { items } = isDone(await sales());
    for (const { payment, total, refunded, net } of items) {
      const intent = intents.find(({ id }) => id === payment.paymentIntentId);
      const sent = refunds.filter((refund) => refund.payment_intent === payment.paymentIntentId);
      const back = sent.reduce((sum, { amount }) => sum + amount, 0);
      expect({ total, refunded, net }).toEqual({
        total: intent?.amount_received,
        refunded: back,
        net: (intent?.amount_received ?? 0) - back,
      });
    }
    expect(items.map(({ net }) => net > 0)).toEqual([true, false, true]);
  });

  it("come as a table, page behind page, without a formula in it", async () => {
    const page = (path: string) =>
      api.request(exportEventSales, path, { headers: { authorization: `Bearer ${token}` } });
    const first = await page(`/v1/events/${show.eventId}/sales.csv?limit=2`);
    expect(first.type).toBe("text/csv");
    expect(first.headers.get("content-disposition")).toBe(`attachment; filename="sales-${show.eventId}.csv"`);
    const [, next = ""] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
    const second = await page(next);
    expect(second.headers.get("link")).toBeNull();
    const rows = (first.text + second.text).trimEnd().split("\r\n");
    const cells = rows.map((row) => row.split(","));
    expect(cells.map(([kind]) => kind)).toEqual(["kind", "sale", "refund", "sale", "refund", "sale"]);
    expect(cells.slice(1).map((row) => row[2])).toEqual([0, 0, 1, 1, 2].map((place) => newestFirst[place]));
    const { items } = isDone(await sales());
    const cents = cells.slice(1).map((row) => Math.round(Number(row[6]) * 100));
    const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
    expect(sum(cents)).toBe(sum(items.map(({ net }) => net)));
    const whole = await page(`/v1/events/${show.eventId}/sales.csv`);
    expect(whole.text).toBe(first.text + second.text);
  });
});
