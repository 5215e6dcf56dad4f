import { describe, expect, it } from "vitest";
import { payment } from "#data/payment.ts";
import { walk } from "#data/walk.ts";
import { openPayment } from "#domain/payment.ts";
import { openRefund, withOutcome } from "#domain/refund.ts";
import { created } from "#domain/trail.ts";
import { openWalk, over } from "#domain/walk.ts";
import { asked, keyOf } from "#test/support/asked.ts";

const now = new Date("2027-03-01T18:00:00.000Z");
const at = now.toISOString();
const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;
const itemOf = (params: object) => (params as { Item: Record<string, unknown> }).Item;

describe("walks", () => {
  it("of an event are a Get, those that are due one Query; what is over is in no index", () => {
    expect(keyOf(walk.get({ eventId: "E", kind: "cancel" }))).toEqual({ pk: "walk#E", sk: "cancel" });
    expect(asked(walk.query.due({}).lte({ dueAt: at }))).toEqual(["gsi3", "#pk = :pk and #sk1 <= :sk1", "walks", at]);
    const open = { ...openWalk(uuid(1), "expire", at), ...created({ now, by: "x" }) };
    expect(itemOf(walk.put(open).params())).toMatchObject({ gsi3pk: "walks", gsi3sk: `${at}#${uuid(1)}#expire` });
    expect(itemOf(walk.put(over(open, now)).params())).not.toHaveProperty("gsi3pk");
  });
});

describe("refunds", () => {
  const order = {
    ...{ orderId: uuid(1), userId: uuid(2), eventId: uuid(3), organizerId: uuid(4) },
    ...{ currency: "EUR", total: 500, intentId: "pi_1" },
  };
  const lines = [{ ticketId: uuid(5), amount: 500 }];
  const open = openPayment(order as Parameters<typeof openPayment>[0]);
  const paid = { ...open, status: "completed" as const, lines, ...created({ now, by: "x" }) };

  it("that are written down and not made are one Query, by when a step was last taken", () => {
    expect(asked(payment.query.refunds({}).lt({ updatedAt: at }))).toEqual([
      ...["gsi3", "#pk = :pk and #sk1 < :sk1"],
      ...["refunds", at],
    ]);
    const opened = openRefund(paid, { refundId: uuid(6), reason: "requested", openedAt: at });
    expect(itemOf(payment.put({ ...paid, ...opened }).params())).toMatchObject({
      gsi3pk: "refunds",
      gsi3sk: `${at}#${paid.paymentId}`,
    });
    const made = withOutcome(opened, uuid(6), { status: "succeeded", settledAt: at });
    expect(itemOf(payment.put({ ...paid, ...made }).params())).not.toHaveProperty("gsi3pk");
    expect(itemOf(payment.put(paid).params())).not.toHaveProperty("gsi3pk");
    // And those whose money came for nothing, until it is sent back.
    const vain = { ...paid, lines: [] };
    expect(itemOf(payment.put(vain).params())).toMatchObject({ gsi3pk: "refunds" });
    expect(itemOf(payment.put({ ...vain, status: "refunded" }).params())).not.toHaveProperty("gsi3pk");
    expect(itemOf(payment.put({ ...vain, status: "pending" }).params())).not.toHaveProperty("gsi3pk");
  });
});
