import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmOrder } from "#data/confirm-order.ts";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type LoadedOrder, loadOrder, loadPayment } from "#data/load-order.ts";
import { loadStock } from "#data/load-stock.ts";
import { loadTicket } from "#data/load-ticket.ts";
import { payment as payments } from "#data/payment.ts";
import { keepPayment } from "#data/record-payment.ts";
import { confirmation } from "#domain/confirmation.ts";
import { derivedId } from "#domain/ids.ts";
import { openOrder } from "#domain/order.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { ticketNumber } from "#domain/ticket.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { hold } from "#test/infra/ops/buying.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";

let stop: () => Promise<void>;
let buyer: { readonly userId: string };
let [paid, free]: LoadedEvent[] = [];
beforeAll(async () => {
  stop = await memoryTable();
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  buyer = nour;
  paid = await aShow("paid show", organizerId, 50, [2500], mona.userId);
  free = await aShow("free show", organizerId, 50, [0], mona.userId);
}, 60_000);
afterAll(() => stop());

let keys = 0;
const sales = () => {
  if (!paid || !free) throw new Error("There are no shows");
  return { paid, free };
};
const aHold = () => hold(buyer, sales().paid, `order ${keys++}`, [1]);
const answers = <T>(results: readonly PromiseSettledResult<T>[]) =>
  results.map((result) => (result.status === "fulfilled" ? result.value : result.reason));

/** Chance that has no say: the same bytes for all who ask. */
const always = (byte: number) => () => new Uint8Array(10).fill(byte);
const issued = (byte: number) => ({ at: at(12).toISOString(), expiresAt: at(600).toISOString(), random: always(byte) });
const idUnder = (byte: number) => derivedId("ticket", ticketNumber(at(12).toISOString(), always(byte)()));

describe("two tickets that draw one number at the same time", { timeout: 60_000 }, () => {
  async function confirmed(byte: number, options?: { readonly guards: boolean }) {
    const orders = [await aHold(), await aHold()];
    const tries = await Promise.all(
      orders.map(async (order) => {
        const payment = await loadPayment(order.paymentId ?? "");
        const next = confirmation(order, payment, issued(byte));
        return () => confirmOrder({ order, payment }, next, changeAt(12, orderConfirmed));
      }),
    );
    const done = answers(await race(tries, options));
    const statuses = await Promise.all(orders.map(async ({ orderId }) => (await loadOrder(orderId))?.status));
    return { orders, done, statuses, ticket: await loadTicket(idUnder(byte)) };
  }

  it("are one ticket; the other order is as it was, to draw again", async () => {
    const { orders, done, statuses, ticket } = await confirmed(1);
    expect(done.toSorted()).toEqual([false, true]);
    const won = done.indexOf(true);
    expect(ticket?.orderId).toBe(orders[won]?.orderId);
    expect(statuses[won]).toBe("confirmed");
    expect(statuses[1 - won]).toBe("pending");
  });

  it("would be two that were sold, and one that is there, without the guard (the control)", async () => {
    const { orders, done, statuses, ticket } = await confirmed(2, { guards: false });
    expect(done).toEqual([true, true]);
    expect(statuses).toEqual(["confirmed", "confirmed"]);
    expect(orders.filter(({ orderId }) => orderId === ticket?.orderId)).toHaveLength(1);
  });
});

it("a free ticket that drew a number of another's gets one of its own", { timeout: 60_000 }, async () => {
  const { event } = sales().free;
  const lines = sales().free.ticketTypes.map(({ ticketTypeId }) => ({ ticketTypeId, quantity: 1 }));
  /** Takes a free ticket; its numbers are drawn one after the other. */
  const takes = async (idempotencyKey: string, drawn: number[]) => {
    const checkout = { eventId: event.eventId, lines };
    const draft = openOrder(sales().free, checkout, { ...buyer, idempotencyKey, now: at(12) });
    const { order } = await holdStock(draft, event.stockShards, changeAt(12, orderConfirmed), (order) =>
      confirmation(order, undefined, issued(drawn.shift() ?? 0)),
    );
    return order.orderId;
  };
  const first = await takes("free-1", [3]);
  const second = await takes("free-2", [3, 3, 4]);
  const holders = await Promise.all([3, 4].map(async (byte) => (await loadTicket(idUnder(byte)))?.orderId));
  expect(holders).toEqual([first, second]);
  expect((await loadStock(event.eventId, event.stockShards)).reduce((sum, { taken }) => sum + taken, 0)).toBe(2);
});

describe("two orders that come with one payment intent at the same time", { timeout: 60_000 }, () => {
  async function kept(intentId: string, options?: { readonly guards: boolean }) {
    const orders: LoadedOrder[] = [await aHold(), await aHold()];
    const tries = orders.map((order) => () => keepPayment(openPayment({ ...order, intentId }), changeAt(13)));
    const owners = answers(await race(tries, options)).map(({ orderId }) => orderId);
    const stored = await loadPayment(paymentIdOf({ orderId: "", intentId }));
    const { data } = await payments.scan.where((item, op) => op.eq(item.paymentIntentId, intentId)).go();
    return { orderIds: orders.map(({ orderId }) => orderId), owners, stored, rows: data.length };
  }

  it("are one payment, which both are answered", async () => {
    const { orderIds, owners, stored, rows } = await kept("pi_shared");
    expect(rows).toBe(1);
    expect(orderIds).toContain(stored?.orderId);
    expect(owners).toEqual([stored?.orderId, stored?.orderId]);
  });

  it("would each believe it to be theirs without the guard (the control)", async () => {
    const { orderIds, owners, rows } = await kept("pi_taken", { guards: false });
    expect(owners).toEqual(orderIds);
    expect(rows).toBe(1);
  });
});
