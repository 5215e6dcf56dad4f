import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { refundsOf } from "#domain/refund.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { noteRefunds } from "#flows/note-refunds.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { intentOf } from "#platform/payment-intent.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { openDisputes, type Sold, scan, shell, standing } from "#test/support/disputed-sales.ts";
import { meanwhile, withoutGuards } from "#test/support/unguarded.ts";

let till: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  till = await openDisputes();
}, 60_000);
afterAll(() => till.stop());

describe("at the same moment", { timeout: 60_000 }, () => {
  let one: Sold;
  beforeEach(async () => {
    one = await till.sold(1);
  });
  const ticketOf = async () => {
    const [ticket] = (await paidOf(one.paymentId)).tickets;
    if (!ticket) throw new Error("Nothing was sold");
    return ticket;
  };

  it("a scan and a dispute: who came in has come in", async () => {
    const ticket = await ticketOf();
    till.opens(one);
    meanwhile(() => admitTicket(ticket, scan, changeAt(61)));
    await till.hears(one);
    expect(await standing(one)).toMatchObject({ payment: "disputed", tickets: ["used"] });
  });

  it("without the guard the dispute takes the ticket from who came in (the control)", async () => {
    const ticket = await ticketOf();
    till.opens(one);
    meanwhile(() => admitTicket(ticket, scan, changeAt(61)));
    await withoutGuards(() => till.hears(one));
    expect((await standing(one)).tickets).toEqual(["suspended"]);
  });

  /** What is told when somebody who has read that the dispute is open writes after somebody who has read that it is won. */
  async function overtaken() {
    const dispute = till.opens(one);
    meanwhile(async () => {
      till.account.double.settleDispute(dispute, "won");
      await till.hears(one);
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
    till.account.double.settleDispute(till.opens(one), "lost");
    await Promise.all(Array.from({ length: 6 }, () => till.hears(one)));
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
    const sale = await till.aSale(100);
    const all = orders(kinds);
    for (const told of all) {
      const one = await till.charged(2, sale);
      await till.account.stripe.refunds.create({ payment_intent: one.intentId, amount: 1000 });
      const dispute = till.account.double.openDispute(one.intentId, { amount: one.total - 1000 });
      till.account.double.settleDispute(dispute.id, verdict);
      for (const kind of [...told, told[0]]) {
        // Whoever hears of a refund or a dispute settles the payment first.
        await settlePayment(intentOf(one.intent), shell);
        if (kind === "refunded") await noteRefunds(one.paymentId, shell);
        if (kind === "disputed") await till.hears(one);
      }
      const refunds = refundsOf((await paidOf(one.paymentId)).payment).map(({ reason, amount }) => [reason, amount]);
      states.add(JSON.stringify([{ ...(await standing(one)), taken: 0 }, refunds]));
    }
    expect([...states]).toHaveLength(1);
    expect(await loadStock(sale.event.eventId, 1)).toMatchObject([{ taken: kept * all.length }]);
  });
});
