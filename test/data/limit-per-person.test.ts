import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoadedEvent } from "#data/load-event.ts";
import { paidOf } from "#data/load-paid.ts";
import { personLimit } from "#data/person-limit.ts";
import { releaseOrder } from "#data/release-order.ts";
import { decideRefund, makeRefunds } from "#flows/refund.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import { findIntent } from "#platform/payment-intent.ts";
import { changeAt, idOf } from "#test/infra/ops/changes.ts";
import { race } from "#test/support/race.ts";
import { heldBy, openTill, orderOf, placedBy, shellAt, type Till, tries } from "#test/support/till.ts";

let till: Till;
beforeAll(async () => {
  till = await openTill();
}, 60_000);
afterAll(() => till.stop());

const sell = (tickets = 100) => till.sale(tickets, { maxPerPerson: 4 });
const holds = (sale: LoadedEvent, quantity: number) => heldBy(till.buyer, sale, quantity);

/** What the buyer is counted to have. */
const countOf = async ({ event: { eventId }, ticketTypes: [type] }: LoadedEvent) => {
  const { data } = await personLimit.get({ eventId, ...till.buyer }).go({ consistent: true });
  const counts = Object.values(data?.orders ?? {}).map((counts) => counts[type?.ticketTypeId ?? ""] ?? 0);
  return counts.reduce((sum, count) => sum + count, 0);
};

describe("limits beaten by parallel requests", { timeout: 60_000 }, () => {
  async function rush(options?: { readonly guards: boolean }) {
    const sale = await sell();
    const tries = Array.from({ length: 20 }, () => () => holds(sale, 1));
    const results = await race(tries, options);
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    return { held: results.length - refused.length, refused, count: await countOf(sale) };
  }

  it("are not: of one person's twenty orders at once four are placed, the others told why", async () => {
    const { held, refused, count } = await rush();
    expect({ held, count }).toEqual({ held: 4, count: 4 });
    expect(new Set(refused)).toEqual(new Set(["limit_exceeded"]));
  });

  it("would be without the guard in the write (the guilty variant)", async () => {
    expect((await rush({ guards: false })).held).toBeGreaterThan(4);
  });
});

describe("what one person has of a limited type", { timeout: 60_000 }, () => {
  const pays = async (orderId: string) => {
    const { intentId = "" } = await orderOf(orderId);
    await tries(till, intentId, "pm_card_visa");
    const intent = await findIntent(intentId);
    return intent && settlePayment(intent, shellAt(20));
  };

  it("counts anew what is released, once however often that is tried", async () => {
    const sale = await sell();
    const { orderId } = await holds(sale, 2);
    await holds(sale, 2);
    await expect(holds(sale, 1)).rejects.toMatchObject({ code: "limit_exceeded" });
    const first = await orderOf(orderId);
    await race(Array.from({ length: 4 }, () => () => releaseOrder(first, undefined, "cancelled", changeAt(14))));
    expect(await countOf(sale)).toBe(2);
    await holds(sale, 2);
    expect(await countOf(sale)).toBe(4);
  });

  it("is less by each ticket that is given back", async () => {
    const sale = await sell();
    const { orderId, paymentId = "" } = await placedBy(till.buyer, sale, 4);
    expect(await pays(orderId)).toBe("confirmed");
    const [ticket] = (await paidOf(paymentId)).tickets;
    const wish = {
      refundId: idOf(`${orderId} one`),
      reason: "requested",
      ticketIds: [ticket?.ticketId ?? ""],
    } as const;
    await decideRefund(paymentId, wish, shellAt(21));
    await makeRefunds(paymentId, shellAt(21));
    expect(await countOf(sale)).toBe(3);
    await holds(sale, 1);
    await expect(holds(sale, 1)).rejects.toMatchObject({ code: "limit_exceeded" });
  });

  it("takes a late payment back in, if there is room for it, and pays it back if not", async () => {
    for (const [meanwhile, became] of [
      [0, "confirmed"],
      [1, "refunded"],
    ] as const) {
      const sale = await sell();
      const late = await placedBy(till.buyer, sale, 4);
      await releaseOrder(late, (await paidOf(late.paymentId ?? "")).payment, "expired", changeAt(15));
      if (meanwhile > 0) await holds(sale, meanwhile);
      expect(await pays(late.orderId)).toBe(became);
      expect(await countOf(sale)).toBe(became === "confirmed" ? 4 : meanwhile);
    }
  });

  it("is nothing where there is no limit: no item, no write", async () => {
    const sale = await till.sale();
    await holds(sale, 2);
    const { data } = await personLimit.get({ eventId: sale.event.eventId, ...till.buyer }).go();
    expect(data).toBeNull();
  });
});
