import { describe, expect, it } from "vitest";
import { order } from "#data/order.ts";
import { payment } from "#data/payment.ts";
import { stock } from "#data/stock.ts";
import { confirmation } from "#domain/confirmation.ts";
import { holdBucketOf, openOrder } from "#domain/order.ts";
import { created } from "#domain/trail.ts";
import { asked } from "#test/support/asked.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

describe("orders", () => {
  const now = new Date("2027-01-01T12:00:00.000Z");
  const event = anEvent({ startDate: "2027-02-01T19:00:00.000Z", endDate: "2027-02-01T22:00:00.000Z" });
  const type = aTicketType(0);
  const { eventId, organizerId: userId } = event;
  const wish = { eventId, lines: [{ ticketTypeId: type.ticketTypeId, quantity: 1 }] };
  const opened = openOrder({ event, ticketTypes: [type] }, wish, { userId, idempotencyKey: "a-key-of-one's-own", now });
  const draws = [{ shard: 0, ticketTypeId: type.ticketTypeId, quantity: 1 }];
  const trail = created({ now, by: userId, fact: { id: opened.orderId, type: "order.placed.v1" } });
  const issue = { at: now.toISOString(), expiresAt: event.checkInUntil, random: () => new Uint8Array(10) };
  const pending = { ...opened, draws, holdBucket: holdBucketOf(opened), ...trail };
  const sold = confirmation({ ...pending, intentId: "pi_3QabcdefghijklmnopqrstuV" }, undefined, issue);
  const itemOf = (params: object) => (params as { Item: Record<string, unknown> }).Item;

  it("by id, mine newest first, an event's by status and time, and holds past their time are one Get or Query each", () => {
    const { orderId, shard } = pending;
    expect(order.get({ orderId }).params()).toMatchObject({ Key: { pk: `order#${orderId}`, sk: "order" } });
    expect(asked(order.query.ofUser({ userId }))).toEqual(["gsi1", "#pk = :pk", `user#${userId}#order`]);
    expect(asked(order.query.ofEvent({ eventId, shard, status: "confirmed" }))).toEqual([
      "gsi2",
      "#pk = :pk and begins_with(#sk1, :sk1)",
      `event#${eventId}#0`,
      "order#confirmed#",
    ]);
    expect(asked(order.query.holds({ holdBucket: 3 }).lt({ holdUntil: "2027" }))).toEqual([
      "gsi3",
      "#pk = :pk and #sk1 < :sk1",
      "holds#3",
      "2027",
    ]);
  });

  it("are among the holds while pending, and among the event's once confirmed", () => {
    const held = itemOf(order.create(pending).params());
    expect(held).toMatchObject({ gsi3pk: `holds#${pending.holdBucket}` });
    expect(held).not.toHaveProperty("gsi2pk");
    const confirmed = itemOf(order.create({ ...pending, ...sold.order }).params());
    expect(confirmed).toMatchObject({ gsi2pk: `event#${eventId}#0` });
    expect(confirmed).not.toHaveProperty("gsi3pk");
  });

  it("have payments found by id, and by person and status newest first", () => {
    const { paymentId } = sold.payment;
    const put = (differs: object) => itemOf(payment.put({ ...sold.payment, ...trail, ...differs }).params());
    expect(put({})).toMatchObject({
      gsi1pk: `user#${userId}#payment#completed`,
      gsi1sk: `${trail.createdAt}#${paymentId}`,
    });
    // Until somebody tries to pay, there is the pending order.
    expect(put({ status: "pending" })).not.toHaveProperty("gsi1pk");
    expect(payment.get({ paymentId }).params()).toMatchObject({ Key: { pk: `payment#${paymentId}`, sk: "payment" } });
    expect(asked(payment.query.ofUser({ userId, status: "completed" }))).toEqual([
      "gsi1",
      "#pk = :pk",
      `user#${userId}#payment#completed`,
    ]);
  });

  it("take stock from one item per shard, which is in no index", () => {
    expect(stock.get({ eventId, shard: 7 }).params()).toMatchObject({ Key: { pk: `stock#${eventId}#7`, sk: "stock" } });
    expect(Object.keys(stock.schema.indexes)).toEqual(["ofShard"]);
  });
});
