import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type CurrencyCode, currencies, currencyCodes, decimal } from "#domain/money.ts";
import { csvOf, type Sale } from "#domain/sale.ts";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const settled = {
  openedAt: "2027-02-01T10:00:00.000Z",
  settledAt: "2027-02-01T10:00:01.000Z",
  reason: "requested",
} as const;

const aSale = (currency: CurrencyCode, total: number, back: readonly [number, Sale["refunds"][number]["status"]][]) => {
  const refunds = back.map(([amount, status], place) => ({
    ...{ ...settled, refundId: id(place), amount, status, ticketIds: [id(9)], stripeRefundId: `re_${place}` },
  }));
  const refunded = refunds.filter(({ status }) => status === "succeeded").reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...{ orderId: id(1), status: "confirmed", tickets: 1, currency, createdAt: "2027-01-01T10:00:00.000Z" },
    ...{ subtotal: total, discount: 0, fee: 0, total, refunds, refunded, net: total - refunded },
    lines: [{ ticketTypeId: id(2), name: "=cmd|' /C calc'!A0", quantity: 1, unitPrice: total }],
    payment: { paymentId: id(3), paymentIntentId: "pi_1", paymentMethod: "card", status: "completed" },
  } satisfies Sale;
};

/** A decimal of the table in minor units again, without floating point. */
const minor = (text: string, { decimals }: { readonly decimals: number }) => {
  const [whole = "", part = ""] = text.replace("-", "").split(".");
  expect(part.length).toBe(decimals);
  return (text.startsWith("-") ? -1 : 1) * Number(whole + part);
};

it("is a line per sale and per refund that was sent, which add up to what is left of it, in every currency", () => {
  const statuses = fc.constantFrom("pending", "succeeded", "refused", "failed");
  const parts = fc.array(fc.tuple(fc.nat(9_999_999), statuses), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...currencyCodes), fc.nat(99_999_999), parts, (currency, total, back) => {
      const sale = aSale(currency, total, back);
      const lines = csvOf(sale).trimEnd().split("\r\n");
      expect(lines).toHaveLength(1 + back.filter(([, status]) => status === "succeeded").length);
      const amounts = lines.map((line) => minor(line.split(",")[6] ?? "", currencies[currency]));
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(sale.net);
    }),
  );
});

it("lets no name of a ticket type become a formula", () => {
  const [line = ""] = csvOf(aSale("EUR", 2500, [])).split("\r\n");
  expect(line).toBe(
    `sale,2027-01-01T10:00:00.000Z,${id(1)},${id(3)},pi_1,EUR,25.00,25.00,0.00,0.00,1,"1 × =cmd|' /C calc'!A0"`,
  );
});

it.each([
  ["EUR", 5, "0.05"],
  ["EUR", -1250, "-12.50"],
  ["EUR", 0, "0.00"],
  ["JPY", 1200, "1200"],
  ["JPY", 0, "0"],
  ["KWD", 3500, "3.500"],
  ["KWD", -5, "-0.005"],
  ["USD", 99_999_999, "999999.99"],
] as const)("writes %s %d as %s", (currency, minor, text) => {
  expect(decimal(minor, currency)).toBe(text);
});
