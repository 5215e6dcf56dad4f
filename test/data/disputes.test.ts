import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { type LoadedOrder, loadOrder } from "#data/load-order.ts";
import { paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { order as orders } from "#data/order.ts";
import { keepPayment } from "#data/record-payment.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { pendingRefunds, refundsOf } from "#domain/refund.ts";
import { stamp } from "#domain/trail.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { noteRefunds } from "#flows/note-refunds.ts";
import { decideRefund, makeRefunds } from "#flows/refund.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { intentOf } from "#platform/payment-intent.ts";
import { hold } from "#test/infra/ops/buying.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { stripeBeside } from "#test/support/stripe-beside.ts";
import { meanwhile, withoutGuards } from "#test/support/unguarded.ts";

let stops: (() => Promise<void>)[];
let account: Awaited<ReturnType<typeof stripeBeside>>;
let buyer: { readonly userId: string };
let organizerId: string;
let owner: string;
beforeAll(async () => {
  account = await stripeBeside((_, carryOut) => carryOut());
  stops = [await memoryTable(), account.stop];
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  [owner, buyer] = [mona.userId, nour];
  ({ organizerId } = await anOrganizer(mona, sami));
}, 60_000);
afterAll(() => Promise.all(stops.map((stop) => stop())));

const shell: Shell = { now: at(60), change: (tells) => changeAt(60, tells) };
let shows = 0;

const aSale = (places = 50) => aShow(`disputed show ${shows++}`, organizerId, places, [2500], owner);
let sales = 0;

/** So many tickets, paid at Stripe; what is told of it is for the test to say. */
async function charged(quantity: number, known?: Awaited<ReturnType<typeof aSale>>) {
  const sale = known ?? (await aSale());
  const { orderId, total, currency } = await hold(buyer, sale, `disputed order ${sales++}`, [quantity]);
  const intent = await account.stripe.paymentIntents.create({
    ...{ amount: total, currency: currency.toLowerCase(), metadata: { orderId } },
    ...{ allowed_payment_method_types: ["card"], payment_method: "pm_card_visa", confirm: true },
  });
  const paymentId = paymentIdOf({ orderId, intentId: intent.id });
  await orders
    .patch({ orderId })
    .set({ ...stamp(changeAt(11)), intentId: intent.id, paymentId })
    .add({ version: 1 })
    .go();
  await keepPayment(openPayment((await loadOrder(orderId)) as LoadedOrder), changeAt(11));
  return { eventId: sale.event.eventId, orderId, paymentId, intentId: intent.id, total, intent };
}

/** The same, with its tickets issued. */
async function sold(quantity = 2) {
  const one = await charged(quantity);
  expect(await settlePayment(intentOf(one.intent), shell)).toBe("confirmed");
  return one;
}
type Sold = Awaited<ReturnType<typeof sold>>;

/** How all of it stands: order, payment, what went back, tickets, places taken. */
async function standing({ orderId, paymentId, eventId }: Sold) {
  const { payment, tickets } = await paidOf(paymentId);
  const [stock] = await loadStock(eventId, 1);
  return {
    order: (await loadOrder(orderId))?.status,
    payment: payment.status,
    back: payment.refundedAmount,
    tickets: tickets.map(({ status }) => status),
    taken: stock?.taken,
  };
}
const scan = { nonce: "nonce-of-a-dispute", at: at(61).toISOString(), by: idOf("sami") };
const opens = ({ intentId }: Sold, how = {}) => account.double.openDispute(intentId, how).id;
const hears = ({ paymentId }: Sold) => noteDisputes(paymentId, shell);

describe("a dispute", { timeout: 60_000 }, () => {
  it("suspends tickets, and gives them back when it is won", async () => {
    const one = await sold();
    const dispute = opens(one);
    await hears(one);
    const open = { order: "confirmed", payment: "disputed", back: 0, taken: 2 };
    expect(await standing(one)).toEqual({ ...open, tickets: ["suspended", "suspended"] });
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (!ticket) throw new Error("Nothing was sold");
    expect(await admitTicket(ticket, scan, changeAt(61))).toBeUndefined();
    account.double.settleDispute(dispute, "won");
    await hears(one);
    expect(await standing(one)).toEqual({ ...open, payment: "completed", tickets: ["active", "active"] });
    expect(await admitTicket(ticket, scan, changeAt(62))).toMatchObject({ status: "used" });
  });

  it("that is lost ends them for good; the place of who came in stays taken", async () => {
    const one = await sold(3);
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (ticket) await admitTicket(ticket, scan, changeAt(61));
    const dispute = opens(one);
    await hears(one);
    expect((await standing(one)).tickets).toEqual(["used", "suspended", "suspended"]);
    account.double.settleDispute(dispute, "lost");
    for (let again = 0; again < 3; again++) await hears(one);
    const gone = { order: "refunded", payment: "refunded", back: one.total, taken: 1 };
    expect(await standing(one)).toEqual({ ...gone, tickets: ["used", "refunded", "refunded"] });
  });

  it("of a part leaves an order in part, with its tickets", async () => {
    const one = await sold();
    const dispute = opens(one, { amount: 2500 });
    await hears(one);
    account.double.settleDispute(dispute, "lost");
    await hears(one);
    const part = { order: "partially_refunded", payment: "partially_refunded", back: 2500, taken: 2 };
    expect(await standing(one)).toEqual({ ...part, tickets: ["active", "active"] });
  });

  it("that a bank only asks about changes nothing", async () => {
    const one = await sold();
    const before = await standing(one);
    const dispute = opens(one, { isInquiry: true });
    await hears(one);
    expect(await standing(one)).toEqual(before);
    expect((await paidOf(one.paymentId)).payment.disputes).toMatchObject([{ status: "warning_needs_response" }]);
    account.double.settleDispute(dispute, "warning_closed");
    await hears(one);
    expect(await standing(one)).toEqual(before);
  });

  it("after a part was refunded is of what is left", async () => {
    const one = await sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    await makeRefunds(one.paymentId, shell);
    const dispute = opens(one);
    await hears(one);
    expect(await standing(one)).toMatchObject({ order: "partially_refunded", tickets: ["refunded", "suspended"] });
    account.double.settleDispute(dispute, "lost");
    await hears(one);
    const gone = { order: "refunded", payment: "refunded", back: one.total, taken: 0 };
    expect(await standing(one)).toEqual({ ...gone, tickets: ["refunded", "refunded"] });
    expect(refundsOf((await paidOf(one.paymentId)).payment)).toMatchObject([
      { reason: "requested", stripeRefundId: expect.any(String) },
      { reason: "dispute_lost" },
    ]);
  });
});

describe("a refund that is on its way when a dispute opens", { timeout: 60_000 }, () => {
  /** Decided before we heard of the dispute, tried after Stripe had it. */
  async function waiting() {
    const one = await sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    const dispute = opens(one);
    await makeRefunds(one.paymentId, shell);
    expect(pendingRefunds((await paidOf(one.paymentId)).payment)).toHaveLength(1);
    await hears(one);
    await makeRefunds(one.paymentId, shell);
    expect(await standing(one)).toMatchObject({ payment: "disputed", back: 0, tickets: ["suspended", "suspended"] });
    return { one, dispute };
  }

  it("waits, and is sent once the dispute is won", async () => {
    const { one, dispute } = await waiting();
    account.double.settleDispute(dispute, "won");
    await hears(one);
    expect((await standing(one)).tickets).toEqual(["suspended", "active"]);
    await makeRefunds(one.paymentId, shell);
    const part = { order: "partially_refunded", payment: "partially_refunded", taken: 1 };
    expect(await standing(one)).toMatchObject({ ...part, tickets: ["refunded", "active"] });
  });

  it("has nothing left to send once it is lost", async () => {
    const { one, dispute } = await waiting();
    account.double.settleDispute(dispute, "lost");
    await hears(one);
    await makeRefunds(one.paymentId, shell);
    expect(await standing(one)).toMatchObject({
      payment: "refunded",
      back: one.total,
      tickets: ["refunded", "refunded"],
    });
    const { data } = await account.stripe.refunds.list({ payment_intent: one.intentId });
    expect(data).toEqual([]);
  });

  it("is refused, if it asks for what a lost dispute has left: Stripe sends nothing of such a charge any more", async () => {
    const one = await sold();
    const [ticketId = ""] = (await paidOf(one.paymentId)).payment.lines.map((line) => line.ticketId);
    account.double.settleDispute(opens(one, { amount: 100 }), "lost");
    await hears(one);
    await decideRefund(
      one.paymentId,
      { refundId: idOf(one.orderId), reason: "requested", ticketIds: [ticketId] },
      shell,
    );
    await makeRefunds(one.paymentId, shell);
    expect(refundsOf((await paidOf(one.paymentId)).payment)).toMatchObject([
      { reason: "dispute_lost" },
      { status: "refused" },
    ]);
    expect(await standing(one)).toMatchObject({ payment: "partially_refunded", tickets: ["active", "active"] });
  });
});

describe("at the same moment", { timeout: 60_000 }, () => {
  let one: Sold;
  beforeEach(async () => {
    one = await sold(1);
  });
  const ticketOf = async () => {
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (!ticket) throw new Error("Nothing was sold");
    return ticket;
  };

  it("a scan and a dispute: who came in has come in", async () => {
    const ticket = await ticketOf();
    opens(one);
    meanwhile(() => admitTicket(ticket, scan, changeAt(61)));
    await hears(one);
    expect(await standing(one)).toMatchObject({ payment: "disputed", tickets: ["used"] });
  });

  it("without the guard the dispute takes the ticket from who came in (the control)", async () => {
    const ticket = await ticketOf();
    opens(one);
    meanwhile(() => admitTicket(ticket, scan, changeAt(61)));
    await withoutGuards(() => hears(one));
    expect((await standing(one)).tickets).toEqual(["suspended"]);
  });

  /** What is told when somebody who has read that the dispute is open writes after somebody who has read that it is won. */
  async function overtaken() {
    const dispute = opens(one);
    meanwhile(async () => {
      account.double.settleDispute(dispute, "won");
      await hears(one);
    });
    const told: unknown[] = [];
    const change: Shell["change"] = (tells) => {
      told.push(tells?.type);
      return shell.change(tells);
    };
    await noteDisputes(one.paymentId, { ...shell, change });
    return told;
  }

  it("two who hear of it: what is older is not written over what is newer", async () => {
    expect(await overtaken()).toEqual(["dispute.opened.v1"]);
    expect(await standing(one)).toMatchObject({ payment: "completed", tickets: ["active"] });
    expect((await paidOf(one.paymentId)).payment.disputes).toMatchObject([{ status: "won" }]);
  });

  it("two who hear of it: without the guard it is, and would stay so but for a second look (the control)", async () => {
    expect(await withoutGuards(overtaken)).toEqual(["dispute.opened.v1", "dispute.closed.v1"]);
  });

  it("many who hear of it: it is lost once, and its place returns once", async () => {
    account.double.settleDispute(opens(one), "lost");
    await Promise.all(Array.from({ length: 6 }, () => hears(one)));
    expect(await standing(one)).toMatchObject({
      payment: "refunded",
      back: one.total,
      taken: 0,
      tickets: ["refunded"],
    });
  });
});

describe("every order of what is told, with repeats", { timeout: 60_000 }, () => {
  // Of a dispute, whatever is told says the same: look how it stands. The domain tries every kind, at every time.
  const kinds = ["paid", "refunded", "disputed"] as const;
  const orders = (left: readonly string[]): string[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((one) => orders(left.filter((other) => other !== one)).map((rest) => [one, ...rest]));

  it.each([
    ["won", 2],
    ["lost", 0],
  ] as const)("reaches one state, when the dispute is %s", async (verdict, kept) => {
    const states = new Set<string>();
    const sale = await aSale(100);
    const all = orders(kinds);
    for (const told of all) {
      const one = await charged(2, sale);
      await account.stripe.refunds.create({ payment_intent: one.intentId, amount: 1000 });
      const dispute = account.double.openDispute(one.intentId, { amount: one.total - 1000 });
      account.double.settleDispute(dispute.id, verdict);
      for (const kind of [...told, told[0]]) {
        // Whoever hears of a refund or a dispute settles the payment first.
        await settlePayment(intentOf(one.intent), shell);
        if (kind === "refunded") await noteRefunds(one.paymentId, shell);
        if (kind === "disputed") await hears(one);
      }
      const refunds = refundsOf((await paidOf(one.paymentId)).payment).map(({ reason, amount }) => [reason, amount]);
      states.add(JSON.stringify([{ ...(await standing(one)), taken: 0 }, refunds]));
    }
    expect([...states]).toHaveLength(1);
    expect(await loadStock(sale.event.eventId, 1)).toMatchObject([{ taken: kept * all.length }]);
  });
});
