import * as fc from "fast-check";
import { expect, it } from "vitest";
import { confirmation } from "#domain/confirmation.ts";
import { Fault } from "#domain/fault.ts";
import { currencies, currencyCodes, uncharged } from "#domain/money.ts";
import { openOrder, wantedOf } from "#domain/order.ts";
import { openPayment } from "#domain/payment.ts";
import { quote } from "#domain/quote.ts";
import { chargeOf } from "#platform/payment-intent.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const now = new Date("2027-01-10T12:00:00.000Z");
const buyer = { userId: "00000000-0000-4000-8000-000000000900", idempotencyKey: "quote-equals-charge", now };

/** A sale in any currency, of one to three types at any price it can have, free ones among them. */
const sales = fc.constantFrom(...currencyCodes).chain((currency) => {
  const { step, minimum } = currencies[currency];
  const price = fc.oneof(
    fc.constant(0),
    fc.integer({ min: minimum, max: 40 * minimum }).map((about) => Math.ceil(about / step) * step),
  );
  return fc.array(price, { minLength: 1, maxLength: 3 }).map((prices) => ({
    event: anEvent({ currency }),
    ticketTypes: prices.map((price, number) => aTicketType(number, { price })),
  }));
});
/** Lines as buyers write them: types may come twice. */
const carts = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 4 });

/** What it answers, or which fault it throws. */
function outcome<T>(of: () => T): T | string {
  try {
    return of();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

it("what is quoted is what Stripe is asked for, what the payment says and what its tickets add up to", () => {
  fc.assert(
    fc.property(sales, carts, (sale, cart) => {
      const lines = cart.map(([number, quantity]) => {
        const type = sale.ticketTypes[number % sale.ticketTypes.length];
        return { ticketTypeId: type?.ticketTypeId ?? "", quantity };
      });
      const checkout = { eventId: sale.event.eventId, lines };
      const quoted = outcome(() => quote(sale, checkout, now));
      const order = outcome(() => openOrder(sale, checkout, buyer));
      if (typeof quoted === "string" || typeof order === "string") {
        expect(order).toBe(quoted);
        return;
      }
      const { total, currency } = quoted;
      expect(order).toMatchObject(quoted);
      expect(uncharged(total, currency)).toBeUndefined();
      expect(chargeOf(order)).toMatchObject({ amount: total, currency: currency.toLowerCase() });
      const payment = openPayment(order);
      expect(payment).toMatchObject({ amount: total, currency });

      const draws = wantedOf(order).map(({ ticketTypeId, quantity }) => ({ shard: 0, ticketTypeId, quantity }));
      let drawn = 0;
      const random = (bytes: number) => new Uint8Array(bytes).fill(drawn++);
      const issue = { at: now.toISOString(), expiresAt: now.toISOString(), random };
      const { payment: paid } = confirmation({ ...order, draws }, payment, issue);
      expect(paid.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
      for (const { amount } of paid.lines) expect(amount % currencies[currency].step).toBe(0);
    }),
    { numRuns: 500 },
  );
});
