import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { storeSale } from "#data/change-event.ts";
import { storeDeleted } from "#data/delete-event.ts";
import { expireTicket } from "#data/expire-ticket.ts";
import { type LoadedOrder, loadPayment } from "#data/load-order.ts";
import { orderOf, paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { loadTicket } from "#data/load-ticket.ts";
import { settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { deletedTicketType } from "#domain/edit-ticket-type.ts";
import { openRefund, pendingRefunds, withOutcome } from "#domain/refund.ts";
import { hold, pay } from "#test/infra/ops/buying.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow, saleOf } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { meanwhile, withoutGuards } from "#test/support/unguarded.ts";

let stop: () => Promise<void>;
let buyer: { readonly userId: string };
let organizerId: string;
let owner: string;
beforeAll(async () => {
  stop = await memoryTable();
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  [owner, buyer] = [mona.userId, nour];
  ({ organizerId } = await anOrganizer(mona, sami));
}, 60_000);
afterAll(() => stop());

let shows = 0;
const aSale = (prices: readonly number[] = [2500]) => aShow(`show ${shows++}`, organizerId, 50, prices, owner);
const bought = async (quantity = 1) => {
  const sale = await aSale();
  return { sale, order: await pay(await hold(buyer, sale, `order ${shows}`, [quantity])) };
};
async function paymentOf({ paymentId = "" }: LoadedOrder) {
  const payment = await loadPayment(paymentId);
  if (!payment) throw new Error("There is no payment");
  return payment;
}

describe("a refund", { timeout: 60_000 }, () => {
  /** How many of several who read the same payment get to write their refund down. */
  async function decided(order: LoadedOrder): Promise<number> {
    const paid = await paidOf(order.paymentId ?? "");
    const tries = Array.from({ length: 8 }, (_, number) => {
      const refundId = idOf(`${order.orderId} ${number}`);
      const next = openRefund(paid.payment, { refundId, reason: "requested", openedAt: at(20).toISOString() });
      return storeRefunds(paid, next, changeAt(20));
    });
    return (await Promise.all(tries)).filter(Boolean).length;
  }

  it("asked for twice is decided by one of those who decide at the same time; without the guard by each (the control)", async () => {
    const { order } = await bought();
    expect(await decided(order)).toBe(1);
    expect(pendingRefunds(await paymentOf(order))).toHaveLength(1);
    const other = await bought();
    expect(await withoutGuards(() => decided(other.order))).toBe(8);
  });

  const scan = { nonce: "nonce-of-a-race", at: at(21).toISOString(), by: idOf("sami") };
  /** A refund of an order's tickets that is about to be written down, as they were read. */
  async function deciding(order: LoadedOrder) {
    const paid = await paidOf(order.paymentId ?? "");
    const [ticket] = paid.tickets;
    if (!ticket) throw new Error("Nothing was sold");
    const refundId = idOf(`refund of ${order.orderId}`);
    const next = openRefund(paid.payment, { refundId, reason: "requested", openedAt: at(20).toISOString() });
    return { ticket, refundId, decide: () => storeRefunds(paid, next, changeAt(20)) };
  }
  async function settled(order: LoadedOrder, refundId: string, status: "succeeded" | "refused", doorsClosed = false) {
    const paid = await paidOf(order.paymentId ?? "");
    const next = withOutcome(paid.payment, refundId, { status, settledAt: at(22).toISOString() });
    return status === "succeeded"
      ? settleRefund({ ...paid, order: await orderOf(order.orderId) }, next, changeAt(22))
      : storeRefunds(paid, next, changeAt(22), { doorsClosed });
  }
  const statusOf = async ({ ticketId }: { readonly ticketId: string }) => (await loadTicket(ticketId))?.status;

  it("that is decided lets its ticket in no more, long before its money is sent; refused, it lets it in again", async () => {
    const { order } = await bought();
    const { ticket, refundId, decide } = await deciding(order);
    expect(await decide()).toBe(true);
    expect(await statusOf(ticket)).toBe("suspended");
    expect(await admitTicket(ticket, scan, changeAt(21))).toBeUndefined();
    expect(await settled(order, refundId, "refused")).toBe(true);
    expect(await admitTicket(ticket, scan, changeAt(23))).toMatchObject({ status: "used" });
  });

  it("that is refused when the doors have closed leaves an expired ticket", async () => {
    const { order } = await bought();
    const { ticket, refundId, decide } = await deciding(order);
    await decide();
    await expireTicket(ticket, changeAt(21));
    expect(await statusOf(ticket)).toBe("suspended");
    expect(await settled(order, refundId, "refused", true)).toBe(true);
    expect(await statusOf(ticket)).toBe("expired");
  });

  it("and a scan cannot both have a ticket: whoever comes second reads again", async () => {
    const { order, sale } = await bought();
    const { ticket, decide } = await deciding(order);
    expect(await admitTicket(ticket, scan, changeAt(21))).toBeDefined();
    expect(await decide()).toBe(false);
    expect(await statusOf(ticket)).toBe("used");
    // Decided anew it goes back, and keeps its place: its holder came in.
    const again = await deciding(order);
    expect(await again.decide()).toBe(true);
    expect(await statusOf(ticket)).toBe("used");
    expect(await settled(order, again.refundId, "succeeded")).toBe(true);
    expect(await statusOf(ticket)).toBe("refunded");
    expect(await loadStock(sale.event.eventId, 1)).toMatchObject([{ taken: 1 }]);

    const unused = await bought();
    const refunded = await deciding(unused.order);
    expect(await refunded.decide()).toBe(true);
    expect(await settled(unused.order, refunded.refundId, "succeeded")).toBe(true);
    expect(await admitTicket(refunded.ticket, scan, changeAt(22))).toBeUndefined();
    expect(await loadStock(unused.sale.event.eventId, 1)).toMatchObject([{ taken: 0 }]);
  });

  it("would take the ticket from who came in without the guard (the control)", async () => {
    const { ticket, decide } = await deciding((await bought()).order);
    await admitTicket(ticket, scan, changeAt(21));
    expect(await withoutGuards(decide)).toBe(true);
    expect(await statusOf(ticket)).toBe("suspended");
  });
});

describe("a ticket that expires", { timeout: 60_000 }, () => {
  const passOf = async (order: LoadedOrder) => {
    const [ticket] = await ticketsOf(await paymentOf(order));
    if (!ticket) throw new Error("There is no ticket");
    return ticket;
  };
  const scan = { nonce: "nonce-at-the-end", at: at(30).toISOString(), by: idOf("sami") };

  it("stays used if it was let in before; without the guard it would not (the control)", async () => {
    const [one, other] = [await passOf((await bought()).order), await passOf((await bought()).order)];
    await Promise.all([admitTicket(one, scan, changeAt(30)), expireTicket(one, changeAt(30))]);
    const { status, admission } = (await loadTicket(one.ticketId)) ?? {};
    expect(status).toBe(admission ? "used" : "expired");
    await admitTicket(other, scan, changeAt(30));
    await expireTicket(other, changeAt(31));
    expect((await loadTicket(other.ticketId))?.status).toBe("used");
    await withoutGuards(() => expireTicket(other, changeAt(31)));
    expect((await loadTicket(other.ticketId))?.status).toBe("expired");
  });
});

describe("deleting what somebody is buying", { timeout: 60_000 }, () => {
  /** A ticket type is bought just before it is deleted (`first`), or when its stock was closed for that already. */
  async function typeRace(first: boolean) {
    const sale = await aSale([0, 2500]);
    const [type] = sale.ticketTypes;
    if (!type) throw new Error("There is no ticket type");
    const { event } = sale;
    const buys = () => hold(buyer, sale, `race ${shows}`, [1]).catch(() => undefined);
    // The first transaction begins the change, the next decides it.
    meanwhile(first ? buys : async () => meanwhile(buys));
    const next = { ticketType: deletedTicketType(event, type, at(20).toISOString()) };
    const [deleting] = await Promise.allSettled([storeSale(sale, next, changeAt(20))]);
    const after = await saleOf(event.eventId);
    const [stock] = await loadStock(event.eventId, 1);
    const isDeleted = after.ticketTypes.some(({ deletedAt }) => deletedAt !== undefined);
    const isOver = after.event.change === undefined;
    const { taken, onSale } = stock?.types[type.ticketTypeId] ?? {};
    return { refused: deleting, left: { isDeleted, isOver, taken, onSale } };
  }

  it("is refused for a ticket type of which one was just bought, which goes on selling", async () => {
    const { refused, left } = await typeRace(true);
    expect(left).toEqual({ isDeleted: false, isOver: true, taken: 1, onSale: true });
    expect(refused).toMatchObject({ reason: { code: "has_orders" } });
  });

  it("lets nobody buy one once it was seen that nobody had; without the guard it does (the control)", async () => {
    const { left } = await typeRace(false);
    expect(left).toEqual({ isDeleted: true, isOver: true, taken: 0, onSale: false });
    expect((await withoutGuards(() => typeRace(false))).left).toMatchObject({ isDeleted: true, taken: 1 });
  });

  async function eventRace() {
    const sale = await aSale([0]);
    const { event } = sale;
    meanwhile(() => hold(buyer, sale, `whole ${shows}`, [1]));
    const [deleting] = await Promise.allSettled([storeDeleted(sale, undefined, changeAt(20))]);
    const [stock] = await loadStock(event.eventId, 1);
    const { isActive } = (await saleOf(event.eventId)).event;
    return { refused: deleting, isActive, live: stock?.live, taken: stock?.taken };
  }

  it("is refused for an event of which a ticket was just bought; without the guard it is not (the control)", async () => {
    const { refused, ...left } = await eventRace();
    expect(left).toEqual({ isActive: true, live: true, taken: 1 });
    expect(refused).toMatchObject({ reason: { code: "has_orders" } });
    expect(await withoutGuards(eventRace)).toMatchObject({ isActive: false, live: false, taken: 1 });
  });

  it("and buying at the same time leave one or the other, whoever is faster", async () => {
    const sale = await aSale([0]);
    const { event } = sale;
    const buys = Array.from({ length: 4 }, (_, number) => hold(buyer, sale, `rush ${shows} ${number}`, [1]));
    await Promise.allSettled([...buys, storeDeleted(sale, undefined, changeAt(20))]);
    const { isActive } = (await saleOf(event.eventId)).event;
    const [stock] = await loadStock(event.eventId, 1);
    expect([stock?.live, isActive ? 0 : stock?.taken]).toEqual([isActive, 0]);
  });
});
