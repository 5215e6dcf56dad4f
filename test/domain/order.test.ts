import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmation } from "#domain/confirmation.ts";
import { Fault } from "#domain/fault.ts";
import { bodyHashOf, type Order, openOrder, orderIdOf, ticketsOf } from "#domain/order.ts";
import { Checkout, quote, type Sale } from "#domain/quote.ts";
import type { TicketType } from "#domain/ticket-type.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const now = new Date("2027-01-01T12:00:00.000Z");
const userId = "00000000-0000-4000-8000-000000000001";

const saleOf = (...types: readonly Partial<TicketType>[]): Sale => ({
  event: anEvent({ startDate: "2027-02-01T19:00:00.000Z", endDate: "2027-02-01T22:00:00.000Z" }),
  ticketTypes: types.map((type, index) => aTicketType(index, type)),
});
const asking = (sale: Sale, ...quantities: readonly number[]): Checkout => ({
  eventId: sale.event.eventId,
  lines: quantities.flatMap((quantity, index) => {
    const ticketTypeId = sale.ticketTypes[index]?.ticketTypeId;
    return ticketTypeId ? [{ ticketTypeId, quantity }] : [];
  }),
});
const codeOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Fault ? (error.errors?.[0]?.code ?? error.code) : error;
  }
};

describe("a quote", () => {
  it("is the server's own price: subtotal, no discount, fee, total", () => {
    const sale = saleOf({ price: 2500 }, { price: 1000 });
    expect(quote(sale, asking(sale, 2, 1), now)).toMatchObject({
      currency: "EUR",
      subtotal: 6000,
      discount: 0,
      fee: 204,
      total: 6204,
    });
  });

  it("has no fee if it is free", () => {
    const sale = saleOf({ price: 0 });
    expect(quote(sale, asking(sale, 3), now)).toMatchObject({ subtotal: 0, fee: 0, total: 0 });
  });

  it("counts repeated lines of a type together, so that they beat no limit", () => {
    const sale = saleOf({ maxPerOrder: 4 });
    const ticketTypeId = sale.ticketTypes[0]?.ticketTypeId ?? "";
    const lines = [2, 3].map((quantity) => ({ ticketTypeId, quantity }));
    expect(codeOf(() => quote(sale, { eventId: sale.event.eventId, lines }, now))).toBe("limit_exceeded");
  });

  it.each([
    ["before the sale", { saleFrom: "2027-01-01T12:00:00.001Z" }, "sale_closed"],
    ["the first moment of the sale", { saleFrom: "2027-01-01T12:00:00.000Z" }, undefined],
    ["the last moment of the sale", { saleUntil: "2027-01-01T12:00:00.001Z" }, undefined],
    ["the moment the sale ends", { saleUntil: "2027-01-01T12:00:00.000Z" }, "sale_closed"],
    ["a type that is not offered any more", { isActive: false }, "not_found"],
    ["fewer than the least", { minPerOrder: 2 }, "below_min_per_order"],
  ] as const)("%s", (_, type, code) => {
    const sale = saleOf(type);
    expect(codeOf(() => quote(sale, asking(sale, 1), now))).toBe(code);
  });

  it("refuses more than ten tickets over all lines", () => {
    const sale = saleOf({}, {});
    expect(codeOf(() => quote(sale, asking(sale, 6, 5), now))).toBe("limit_exceeded");
  });

  it("refuses a total above what one order may cost", () => {
    const sale = saleOf({ price: 500_000 });
    expect(codeOf(() => quote(sale, asking(sale, 3), now))).toBe("amount_too_large");
  });

  it("is refused if it is not what the buyer was shown, either way", () => {
    const sale = saleOf({ price: 2500 });
    const shown = (expectedTotal: number) => codeOf(() => quote(sale, { ...asking(sale, 2), expectedTotal }, now));
    const { total } = quote(sale, asking(sale, 2), now);
    expect([total - 1, total, total + 1, 0].map(shown)).toEqual([
      "price_changed",
      undefined,
      "price_changed",
      "price_changed",
    ]);
  });

  it("refuses what is not a checkout", () => {
    const eventId = anEvent({}).eventId;
    const line = { ticketTypeId: eventId, quantity: 1 };
    for (const lines of [[], [{ ...line, quantity: 0 }], [{ ...line, quantity: 1.5 }], [{ ...line, price: 1 }]]) {
      expect(Checkout.safeParse({ eventId, lines }).success, JSON.stringify(lines)).toBe(false);
    }
  });
});

describe("an order", () => {
  it("has one id per buyer and idempotency key", () => {
    expect(orderIdOf(userId, "key-1")).toBe(orderIdOf(userId, "key-1"));
    expect(orderIdOf(userId, "key-1")).not.toBe(orderIdOf(userId, "key-2"));
  });

  it("tells a request by the total it expects, too; one that expects none as ever", () => {
    const checkout = asking(saleOf({}), 1);
    const parsed = Checkout.parse(checkout);
    expect(bodyHashOf(parsed)).toBe(bodyHashOf(checkout));
    expect(bodyHashOf({ ...parsed, expectedTotal: 1 })).not.toBe(bodyHashOf(checkout));
  });
});

describe("what a sale leaves", () => {
  const quantity = fc.integer({ min: 1, max: 3 });
  const price = fc.integer({ min: 0, max: 90_000 });
  const issue = { at: now.toISOString(), expiresAt: "2027-02-02T10:00:00.000Z", random: () => randomBytes };
  const randomBytes = new Uint8Array(10).fill(7);

  it("is a ticket per place drawn, and payment lines that add up to the total", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(price, quantity), { minLength: 1, maxLength: 3 }), (lines) => {
        const sale = saleOf(...lines.map(([price]) => ({ price: price < 100 ? 0 : price })));
        const checkout = asking(sale, ...lines.map(([, quantity]) => quantity));
        const order = openOrder(sale, checkout, { userId, idempotencyKey: "some-key", now });
        const draws: Order["draws"] = order.lines.flatMap(({ ticketTypeId, quantity }) =>
          Array.from({ length: quantity }, (_, shard) => ({ shard, ticketTypeId, quantity: 1 })),
        );
        const left = confirmation({ ...order, draws, intentId: "pi_1" }, undefined, issue);
        expect(left.tickets).toHaveLength(ticketsOf(order));
        expect(left.payment.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(order.total);
        expect(left.payment.lines.map(({ ticketId }) => ticketId)).toEqual(
          left.tickets.map(({ ticketId }) => ticketId),
        );
      }),
    );
  });
});
