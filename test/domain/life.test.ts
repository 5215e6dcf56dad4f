import { describe, expect, it } from "vitest";
import {
  becomes,
  becomesOrStays,
  type Life,
  mayBecome,
  orderLife,
  paymentLife,
  ticketLife,
  told,
} from "#domain/life.ts";
import { orderStatuses } from "#domain/order.ts";
import { listedStatuses, paymentStatuses } from "#domain/payment.ts";
import { ticketStatuses } from "#domain/ticket.ts";

const lives: readonly { what: string; life: Life; statuses: readonly string[]; born: readonly string[] }[] = [
  { what: "an order", life: orderLife, statuses: orderStatuses, born: ["pending"] },
  { what: "a payment", life: paymentLife, statuses: paymentStatuses, born: ["pending"] },
  { what: "a ticket", life: ticketLife, statuses: ticketStatuses, born: ["active"] },
];

describe.each(lives)("the life of $what", ({ life, statuses, born }) => {
  it("reaches every status from its beginning", () => {
    const reached = new Set(born);
    for (const from of reached) for (const to of Object.keys(life[from] ?? {})) reached.add(to);
    expect([...reached].toSorted()).toEqual([...statuses].toSorted());
  });

  it("lets nothing else happen", () => {
    for (const from of statuses) {
      for (const to of statuses) {
        if (mayBecome(life, from, to)) expect(becomes(life, from, to)).toBe(to);
        else expect(() => becomes(life, from, to)).toThrow(`What is ${from} never becomes ${to}`);
      }
      expect(becomesOrStays(life, from, from)).toBe(from);
    }
  });

  it("is told to whoever reads the API", () => {
    for (const status of statuses) expect(told(life)).toContain(`${status} →`);
  });
});

it("never takes captured money for unpaid again", () => {
  const unpaid = ["pending", "processing", "failed", "cancelled"] as const;
  const captured = listedStatuses.filter((status) => !unpaid.some((one) => one === status));
  const back = captured.flatMap((from) => unpaid.filter((to) => mayBecome(paymentLife, from, to)));
  expect(back).toEqual([]);
});
