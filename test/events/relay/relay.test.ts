import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { auditKey, auditLines } from "#events/relay/audit.ts";
import { newsIn } from "#events/relay/news.ts";

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

function record(before: object | undefined, after: object | undefined, sequence = "1"): DynamoDBRecord {
  const image = (item: object | undefined) => item && marshall(item);
  const images = { OldImage: image(before), NewImage: image(after) };
  return {
    eventName: before ? (after ? "MODIFY" : "REMOVE") : "INSERT",
    dynamodb: { ...images, SequenceNumber: sequence, ApproximateCreationDateTime: 1_798_761_600 },
  } as DynamoDBRecord;
}

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

  it("refuses a fact nobody has defined, so that it is not lost quietly", () => {
    const unknown = { ...order, fact: { id: "fact-2", type: "order.vanished.v1" } };
    expect(() => newsIn([record(undefined, unknown)])).toThrow(/order\.vanished\.v1/);
  });
});

describe("the audit log", () => {
  it("says who changed what, from what to what", () => {
    const [line = ""] = auditLines([record(order, { ...order, status: "expired" })]);
    expect(JSON.parse(line)).toMatchObject({
      change: "MODIFY",
      before: { changedBy: "orders/place-order" },
      after: { status: "expired" },
    });
  });

  it("holds no password hash, no address and no name", () => {
    const credential = { pk: "email#a@b.c", __edb_e__: "credential", email: "a@b.c", passwordHash: "$argon2id$x" };
    const user = { pk: "user#1", __edb_e__: "user", email: "a@b.c", firstName: "Nour", phone: "+201000000000" };
    const text = auditLines([record(undefined, credential), record(undefined, user)]).join("\n");
    for (const secret of ["argon2id", "a@b.c", "Nour", "+2010"]) expect(text).not.toContain(secret);
  });

  it("writes a batch that comes again over itself, by hour", () => {
    expect(auditKey([record(undefined, order, "100"), record(undefined, order, "101")])).toBe(
      "changes/date=2027-01-01/hour=00/100.ndjson.gz",
    );
  });
});
