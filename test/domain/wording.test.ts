import { describe, expect, it } from "vitest";
import type { Order } from "#domain/order.ts";
import { confirmedWording, expiredWording, publishedWording, refundedWording } from "#domain/wording.ts";

const uuid = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const order = {
  orderId: uuid(1),
  eventId: uuid(2),
  eventTitle: "Night of the Oud",
  total: 3_500,
  currency: "KWD",
  lines: [{ ticketTypeId: uuid(3), name: "Balcony", quantity: 2, unitPrice: 1_750 }],
} as unknown as Order;
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
    const payment = { refundedAmount: 3_500, currency: "KWD" } as const;
    expect(refundedWording(order, payment).message).toContain("3.500 KWD: the payment arrived after");
    const paidTwice = refundedWording({ ...order, confirmedAt: "2027-03-01T19:00:00.000Z" }, payment).message;
    expect(paidTwice).toContain("your tickets stay valid");
  });

  it("of a published event", () => {
    expect(publishedWording({ eventId: uuid(2), title: "Night of the Oud" })).toMatchObject({
      title: "Night of the Oud is published",
      about: { eventId: uuid(2) },
    });
  });
});
