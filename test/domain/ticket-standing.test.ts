import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Payment } from "#domain/payment.ts";
import type { Refund } from "#domain/refund.ts";
import { type Ticket, ticketStatuses } from "#domain/ticket.ts";
import { standingOf } from "#domain/ticket-standing.ts";

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;
const at = "2027-03-01T18:00:00.000Z";
const admission = { nonce: "nonce-of-a-scan", at, by: uuid(9) };

const refund = (status: Refund["status"], ...ticketIds: string[]): Refund => ({
  ...{ refundId: uuid(7), amount: 500, ticketIds, status, reason: "requested", openedAt: at, attempt: 1 },
});
const paid = (status: Payment["status"], ...refunds: Refund[]) => ({
  ...{ amount: 1_000, status, refunds },
  lines: [1, 2].map((number) => ({ ticketId: uuid(number), amount: 500 })),
});
type Was = Pick<Ticket, "status"> & Partial<Pick<Ticket, "admission" | "pricePaid">>;
const standing = (was: Was, payment: ReturnType<typeof paid>, doors = {}) =>
  standingOf({ ticketId: uuid(1), pricePaid: 500, ...was }, payment, doors);

describe("a ticket", () => {
  it.each([
    ["that nothing concerns is active", { status: "active" }, paid("completed"), "active"],
    [
      "that is being refunded is suspended",
      { status: "active" },
      paid("completed", refund("pending", uuid(1))),
      "suspended",
    ],
    ["whose payment is disputed is suspended", { status: "active" }, paid("disputed"), "suspended"],
    [
      "beside one that is being refunded is not",
      { status: "active" },
      paid("completed", refund("pending", uuid(2))),
      "active",
    ],
    [
      "whose refund was refused is active again",
      { status: "suspended" },
      paid("completed", refund("refused", uuid(1))),
      "active",
    ],
    [
      "that was refunded has ended",
      { status: "suspended" },
      paid("refunded", refund("succeeded", uuid(1))),
      "refunded",
    ],
    [
      "whose money a bank sent back has ended all the same",
      { status: "refunded" },
      paid("refunded", refund("failed", uuid(1))),
      "refunded",
    ],
    [
      "that was free is cancelled",
      { status: "active", pricePaid: 0 },
      paid("refunded", refund("succeeded", uuid(1))),
      "cancelled",
    ],
    [
      "that expired stays so while it is refunded",
      { status: "expired" },
      paid("completed", refund("pending", uuid(1))),
      "expired",
    ],
    [
      "that was let in stays used while it is refunded",
      { status: "used", admission },
      paid("disputed", refund("pending", uuid(1))),
      "used",
    ],
    [
      "that was let in ends with its refund",
      { status: "used", admission },
      paid("refunded", refund("succeeded", uuid(1))),
      "refunded",
    ],
  ] as const)("%s", (_, was, payment, is) => {
    expect(standing(was, payment)).toBe(is);
  });

  it("of two causes is given back by the last to go, and expired if the doors closed meanwhile", () => {
    const both = paid("disputed", refund("pending", uuid(1)));
    expect(standing({ status: "active" }, both)).toBe("suspended");
    const won = paid("completed", refund("pending", uuid(1)));
    const refused = paid("disputed", refund("refused", uuid(1)));
    for (const one of [won, refused]) expect(standing({ status: "suspended" }, one)).toBe("suspended");
    const none = paid("completed", refund("refused", uuid(1)));
    expect(standing({ status: "suspended" }, none)).toBe("active");
    expect(standing({ status: "suspended" }, none, { doorsClosed: true })).toBe("expired");
  });

  it("that stands as its payment says stays as it is, however often it is looked at", () => {
    const status = fc.constantFrom(...ticketStatuses);
    const refunds = fc.array(fc.constantFrom("pending", "succeeded", "refused", "failed"), { maxLength: 3 });
    const named = fc.constantFrom(uuid(1), uuid(2));
    fc.assert(
      fc.property(status, refunds, named, fc.boolean(), fc.boolean(), (status, kinds, ticketId, isUsed, isDisputed) => {
        const payment = paid(isDisputed ? "disputed" : "completed", ...kinds.map((kind) => refund(kind, ticketId)));
        const was = { status, ...(isUsed && { admission }) };
        const once = standing(was, payment);
        expect(standing({ ...was, status: once }, payment)).toBe(once);
        if (once === "active") expect([isUsed, isDisputed]).toEqual([false, false]);
      }),
    );
  });
});
