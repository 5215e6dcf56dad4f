import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { loadStock } from "#data/load-stock.ts";
import { openOrder } from "#domain/order.ts";
import { saleWindow } from "#domain/ticket-type.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import { findIntent } from "#platform/payment-intent.ts";
import { race } from "#test/support/race.ts";
import { openTill, orderOf, placedBy, shellAt, standingOf, type Till, tries } from "#test/support/till.ts";
import { withoutGuards } from "#test/support/unguarded.ts";

let till: Till;
beforeAll(async () => {
  till = await openTill();
}, 60_000);
afterAll(() => till.stop());

let keys = 0;

/** When the only ticket type of a sale is on sale. */
function windowOf({ event, ticketTypes: [type] }: LoadedEvent) {
  if (!type) throw new Error("Nothing is on sale");
  const { from, until } = saleWindow(type, event);
  return { from: Date.parse(from), until: Date.parse(until), ticketTypeId: type.ticketTypeId };
}

/** Asks for a ticket at one moment; the stock is asked for it at another. */
async function buys(sale: LoadedEvent, asked: number, written = asked) {
  const { ticketTypeId } = windowOf(sale);
  const checkout = { eventId: sale.event.eventId, lines: [{ ticketTypeId, quantity: 1 }] };
  const by = { ...till.buyer, idempotencyKey: `window ${keys++}`, now: new Date(asked) };
  const draft = openOrder(sale, checkout, by);
  const change = { ...shellAt(10).change(orderPlaced), now: new Date(written) };
  return holdStock(draft, sale.event.stockShards, change, (order) => order);
}
const taken = async ({ event }: LoadedEvent) => (await loadStock(event.eventId, 1)).map(({ taken }) => taken);

describe("nobody buys outside the sale window, nor a moment after it closed", { timeout: 60_000 }, () => {
  it("by the price, and by the stock at the moment it is taken", async () => {
    const sale = await till.sale();
    const { until } = windowOf(sale);
    await expect(buys(sale, until)).rejects.toMatchObject({ code: "sale_closed" });
    await expect(buys(sale, until - 1, until)).rejects.toMatchObject({ code: "sale_closed" });
    expect(await taken(sale)).toEqual([0]);
    await buys(sale, until - 1);
    expect(await taken(sale)).toEqual([1]);
  });

  it("would be sold a ticket late if only the quote looked at the window (the guilty variant)", async () => {
    const sale = await till.sale();
    const { until } = windowOf(sale);
    await withoutGuards(() => buys(sale, until - 1, until));
    expect(await taken(sale)).toEqual([1]);
  });
});

describe("an order that several complete at the same moment has its tickets once", { timeout: 60_000 }, () => {
  /** The webhook, its repeat and whoever asks Stripe, each before it knows of the others. */
  async function completed(options?: { readonly guards: boolean }) {
    const sale = await till.sale();
    const { orderId, intentId = "" } = await placedBy(till.buyer, sale, 2);
    await tries(till, intentId, "pm_card_visa");
    const intent = await findIntent(intentId);
    if (!intent) throw new Error("There is no payment");
    await race(
      [1, 2, 3].map(() => () => settlePayment(intent, shellAt(12))),
      options,
    );
    const { tickets } = await standingOf(sale.event.eventId, till);
    return { status: (await orderOf(orderId)).status, tickets: tickets.length };
  }

  it("whoever is first", async () => {
    expect(await completed()).toEqual({ status: "confirmed", tickets: 2 });
  });

  it("would have them three times without the guard in the write (the guilty variant)", async () => {
    expect(await completed({ guards: false })).toEqual({ status: "confirmed", tickets: 6 });
  });
});
