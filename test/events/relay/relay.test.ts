import { describe, expect, it } from "vitest";
import { newsIn } from "#events/relay/news.ts";
import { record } from "#test/events/relay/changes.ts";

const order = {
  pk: "order#1",
  sk: "order",
  __edb_e__: "order",
  orderId: "3f0f8a52-6f5c-5b0e-9a51-000000000001",
  userId: "3f0f8a52-6f5c-5b0e-9a51-000000000002",
  eventId: "3f0f8a52-6f5c-5b0e-9a51-000000000003",
  organizerId: "3f0f8a52-6f5c-5b0e-9a51-000000000004",
  bodyHash: "not told",
  updatedAt: "2027-01-01T00:00:00.000Z",
  changedBy: "orders/place-order",
  fact: { id: "fact-1", type: "order.expired.v1" },
};

describe("the news in a batch of changes", () => {
  it("is a fact whose id the item did not carry before, with nothing but the fields it tells", () => {
    const { orderId, userId, eventId, organizerId } = order;
    const told = {
      id: "fact-1",
      type: "order.expired.v1",
      at: order.updatedAt,
      by: order.changedBy,
      data: { orderId, userId, eventId, organizerId },
    };
    expect(newsIn([record(undefined, order)])).toEqual([told]);
    expect(newsIn([record({ ...order, fact: { id: "fact-0", type: "order.placed.v1" } }, order)])).toEqual([told]);
  });

  it("is nothing for a later change, a removal, or an item without a fact", () => {
    const { fact: _, ...quiet } = order;
    const changes = [record(order, { ...order, version: 2 }), record(order, undefined), record(undefined, quiet)];
    expect(newsIn(changes)).toEqual([]);
  });

  it("is nothing that moved to the archive, while what is changed or made there is told", () => {
    const archivedAt = "2027-07-01T00:00:00.000Z";
    const moved = { ...order, createdAt: order.updatedAt, archivedAt };
    expect(newsIn([record(undefined, moved)])).toEqual([]);
    const later = { ...moved, fact: { id: "fact-2", type: "order.expired.v1" } };
    expect(newsIn([record(moved, later)])).toMatchObject([{ id: "fact-2" }]);
    expect(newsIn([record(undefined, { ...moved, createdAt: archivedAt })])).toMatchObject([{ id: "fact-1" }]);
  });

  it("refuses a fact nobody has defined, so that it is not lost quietly", () => {
    const unknown = { ...order, fact: { id: "fact-2", type: "order.vanished.v1" } };
    expect(() => newsIn([record(undefined, unknown)])).toThrow(/order\.vanished\.v1/);
  });
});
