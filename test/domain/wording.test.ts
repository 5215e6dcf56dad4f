import { describe, expect, it } from "vitest";
import type { Order } from "#domain/order.ts";
import type { Refund } from "#domain/refund.ts";
import {
  calledOffWording,
  confirmedWording,
  expiredWording,
  openedWording,
  publishedWording,
  refundFailedWording,
  returnedWording,
} from "#domain/wording.ts";

const uuid = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const order = {
  orderId: uuid(1),
  eventId: uuid(2),
  eventTitle: "Night of the Oud",
  total: 3_500,
  currency: "KWD",
  lines: [{ ticketTypeId: uuid(3), name: "Balcony", quantity: 2, unitPrice: 1_750 }],
} as unknown as Order;
const at = "2027-03-01T19:00:00.000Z";
const about = { eventId: uuid(2), orderId: uuid(1) };

describe("what people are told", () => {
  it("of a confirmed order: what it cost, in its currency, or that it was free", () => {
    const { title, message, about: opens } = confirmedWording(order);
    expect(title).toBe("You are going to Night of the Oud");
    expect(message).toContain("2 tickets (3.500 KWD)");
    expect(opens).toEqual(about);
    expect(confirmedWording({ ...order, total: 0 }).message).toContain("(free)");
  });

  it("of a hold that ended: that nothing was charged", () => {
    expect(expiredWording(order)).toMatchObject({ message: expect.stringContaining("Nothing was charged"), about });
  });

  it("of a refund: how much, and why", () => {
    const payment = { ...about, refundedAmount: 3_500, currency: "KWD", at } as const;
    expect(returnedWording(order, payment)?.message).toContain("3.500 KWD: the payment arrived after");
    const paidTwice = returnedWording({ ...order, confirmedAt: at }, payment)?.message;
    expect(paidTwice).toContain("your tickets stay valid");
    // Of an order that is forgotten by then, too.
    expect(returnedWording(undefined, payment)).toEqual({
      title: "Your payment is refunded",
      message: expect.stringContaining("3.500 KWD: the payment arrived after"),
      about,
    });
  });

  it("of tickets given back: once, by whom, and what for", () => {
    const refund = { refundId: uuid(5), ticketIds: [uuid(6)], status: "succeeded" as const, attempt: 1 };
    const told = (differs: { amount: number; reason: "requested" | "event_cancelled" }) => {
      const refunds = [{ ...refund, ...differs, openedAt: at, settledAt: at }];
      const payment = { ...about, refundedAmount: differs.amount, currency: "KWD", refunds, at } as const;
      return [openedWording(order, payment)?.message, returnedWording(order, payment)?.message];
    };
    expect(told({ amount: 1_750, reason: "requested" })).toEqual([
      undefined,
      "We have sent 1.750 KWD back for 1 ticket: nobody is let in that way any more. Banks take a few days to show it.",
    ]);
    expect(told({ amount: 0, reason: "requested" })[1]).toContain("The organizer cancelled 1 ticket");
    expect(told({ amount: 1_750, reason: "event_cancelled" })).toEqual([
      "It does not take place; nobody is let in with your 1 ticket. We are returning 1.750 KWD.",
      "We have sent 1.750 KWD back for 1 ticket. Banks take a few days to show it.",
    ]);
    expect(told({ amount: 0, reason: "event_cancelled" })).toEqual([
      "It does not take place; nobody is let in with your 1 ticket. There was nothing to pay back.",
      undefined,
    ]);
  });

  it("of a sum that went back, and of what a buyer gave back", () => {
    const refund = { refundId: uuid(5), status: "succeeded" as const, attempt: 1, openedAt: at, settledAt: at };
    const told = (differs: Pick<Refund, "amount" | "ticketIds" | "reason">) => {
      const refunds = [{ ...refund, ...differs }];
      return returnedWording(order, { ...about, refundedAmount: differs.amount, currency: "KWD", refunds, at });
    };
    expect(told({ amount: 500, ticketIds: [], reason: "at_stripe" })?.message).toBe(
      "We have sent 0.500 KWD back. Banks take a few days to show it. Tickets you hold stay valid.",
    );
    const own = { ticketIds: [uuid(6)], reason: "by_buyer" as const };
    expect(told({ ...own, amount: 500 })?.message).toContain("0.500 KWD back for 1 ticket: nobody is let in");
    expect(told({ ...own, amount: 0 })?.message).toContain("You gave back 1 ticket");
  });

  it("of money that did not go back, to who runs the event: of a cancelled event's tries the first and the last", () => {
    const later = "2027-03-02T18:00:00.000Z";
    const tried = (number: number, status: Refund["status"], differs: Partial<Refund>): Refund => ({
      ...{ refundId: uuid(100 + number), amount: 500, ticketIds: [uuid(6)], status, reason: "requested" },
      ...{ openedAt: at, settledAt: at, attempt: 1, ...differs },
    });
    const told = (refunds: Refund[] | undefined, when = at) =>
      refundFailedWording({ ...about, amount: 1_750, currency: "KWD", refunds, at: when })?.title;
    expect(told(undefined)).toBe("A payment cannot be paid back");
    expect(told([tried(1, "refused", {})])).toBe("A refund was refused");
    expect(told([tried(1, "failed", { failedAt: later })], later)).toBe("A refund came back");
    expect(told([tried(1, "failed", { failedAt: later }), tried(2, "succeeded", {})])).toBeUndefined();
    const tries = Array.from({ length: 30 }, (_, number) => {
      const settledAt = `2027-03-03T18:${number.toString().padStart(2, "0")}:00.000Z`;
      return tried(number, "refused", { reason: "event_cancelled", settledAt });
    });
    const titles = tries.map(({ settledAt }, number) => told(tries.slice(0, number + 1), settledAt));
    expect(titles.filter((title) => title !== undefined)).toHaveLength(2);
    expect([titles[0], titles[29]]).toEqual(["A refund was refused", "A refund was refused"]);
  });

  it("of several refunds settled in one run: of each what it sent, and of none that was refused", () => {
    const refund = (number: number, amount: number, status: "succeeded" | "refused" | "pending") => ({
      ...{ refundId: uuid(number), amount, ticketIds: [uuid(number)], status, reason: "requested" as const },
      ...{ openedAt: at, attempt: 1, settledAt: status === "pending" ? undefined : at },
    });
    const told = (...refunds: readonly ReturnType<typeof refund>[]) =>
      returnedWording(order, { ...about, refundedAmount: 0, currency: "KWD", refunds: [...refunds], at })?.message;
    expect(told(refund(5, 1_000, "succeeded"), refund(6, 2_500, "pending"))).toContain("1.000 KWD");
    expect(told(refund(5, 1_000, "succeeded"), refund(6, 2_500, "succeeded"))).toContain("2.500 KWD");
    expect(told(refund(5, 1_000, "refused"), refund(6, 2_500, "succeeded"))).toContain("2.500 KWD");
    expect(told(refund(5, 1_000, "succeeded"), refund(6, 2_500, "refused"))).toContain("1.000 KWD");
  });

  it("of a cancelled event once, however often its refund is tried", () => {
    const refund = { refundId: uuid(5), ticketIds: [uuid(6)], amount: 500, attempt: 1, settledAt: at };
    const tries = [
      { ...refund, reason: "requested" as const, status: "refused" as const, openedAt: "2027-03-01T17:00:00.000Z" },
      { ...refund, reason: "event_cancelled" as const, status: "refused" as const, openedAt: at },
      {
        ...refund,
        reason: "event_cancelled" as const,
        status: "pending" as const,
        openedAt: "2027-03-02T19:00:00.000Z",
      },
    ];
    const told = tries.map(
      ({ openedAt }, number) => openedWording(order, { refunds: tries.slice(0, number + 1), at: openedAt })?.title,
    );
    expect(told).toEqual([undefined, "Night of the Oud is cancelled", undefined]);
  });

  it("of a cancelled event", () => {
    const { title, about: opens } = calledOffWording({ eventId: uuid(2), title: "Night of the Oud" });
    expect([title, opens]).toEqual(["Night of the Oud is cancelled", { eventId: uuid(2) }]);
  });

  it("of a published event", () => {
    expect(publishedWording({ eventId: uuid(2), title: "Night of the Oud" })).toMatchObject({
      title: "Night of the Oud is published",
      about: { eventId: uuid(2) },
    });
  });
});
