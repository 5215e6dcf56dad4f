import { describe, expect, it } from "vitest";
import { admitted, doorRefusal, isRepeated, refusedOrRepeated, scanOf, scanShards } from "#domain/check-in.ts";
import type { Ticket } from "#domain/ticket.ts";

const uuid = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ticketId, eventId, person, scanner, other] = [1, 2, 3, 4, 5].map(uuid) as [
  string,
  string,
  string,
  string,
  string,
];
const at = "2027-03-01T19:00:00.000Z";
const scanned = { nonce: "nonce-0001", at, by: scanner, gate: "North" };

const base = {
  ticketId,
  ticketNumber: "TKT-20270201-7K3QX9M2ZB",
  eventId,
  status: "active",
  purchasedAt: "2027-02-01T10:00:00.000Z",
} as const;
const active: Ticket = {
  ...base,
  organizerId: uuid(6),
  userId: person,
  orderId: uuid(7),
  paymentId: uuid(8),
  ticketTypeId: uuid(9),
  pricePaid: 2500,
  currency: "EUR",
  expiresAt: "2027-03-02T10:00:00.000Z",
  shard: 0,
  stockShard: 0,
  ...{ eventTitle: "Night of the Oud", ticketTypeName: "Balcony", startDate: at },
};
const used: Ticket = { ...active, status: "used", admission: scanned };

describe("the doors", () => {
  const event = {
    status: "published",
    checkInFrom: "2027-03-01T00:00:00.000Z",
    checkInUntil: "2027-03-02T00:00:00.000Z",
  } as const;

  it.each([
    ["2027-02-28T23:59:59.999Z", "not_yet"],
    ["2027-03-01T00:00:00.000Z", undefined],
    ["2027-03-01T23:59:59.999Z", undefined],
    ["2027-03-02T00:00:00.000Z", "too_late"],
  ])("at %s say %s", (now, reason) => {
    expect(doorRefusal(event, now)).toBe(reason);
  });

  it("stay open after the show has ended, and closed if it was cancelled", () => {
    expect(doorRefusal({ ...event, status: "completed" }, at)).toBeUndefined();
    expect(doorRefusal({ ...event, status: "cancelled" }, at)).toBe("cancelled");
  });
});

describe("a ticket that did not let this scan in", () => {
  it("admits again whoever repeats the scan that won", () => {
    expect(refusedOrRepeated(used, scanned)).toEqual(admitted(active, at, "North"));
  });

  it.each([
    ["another scan", { ...scanned, nonce: "nonce-0002" }],
    ["another person with the same nonce", { ...scanned, by: other }],
  ])("tells %s when and where it was used", (_, scan) => {
    const answer = refusedOrRepeated(used, scan);
    expect(answer).toMatchObject({ admitted: false, reason: "already_used", usedAt: at, gate: "North" });
  });

  it.each(["cancelled", "refunded", "expired", "suspended"] as const)("says that it is %s", (status) => {
    expect(refusedOrRepeated({ ...active, status }, scanned)).toMatchObject({ admitted: false, reason: status });
    // Not even the scan that once won gets in with it now.
    expect(refusedOrRepeated({ ...used, status }, scanned)).toMatchObject({ admitted: false, reason: status });
  });

  it("cannot be active", () => {
    expect(() => refusedOrRepeated(active, scanned)).toThrow("nothing refuses it");
  });
});

describe("a scan", () => {
  const event = { eventId, stockShards: 20 };
  const result = admitted(active, at, "North");
  const pass = { ticketId, eventId, shard: 0, purchasedAt: base.purchasedAt };

  it("is the same item whoever writes it down", () => {
    expect(scanOf(event, scanned, result)).toEqual(scanOf(structuredClone(event), { ...scanned }, { ...result }));
  });

  it("was made when and where the ticket says, even if a repeat of it is what is kept", () => {
    const repeat = { ...scanned, at: "2027-03-01T19:05:00.000Z", gate: "South" };
    const answer = refusedOrRepeated(used, repeat);
    expect(scanOf(event, repeat, answer)).toEqual(scanOf(event, scanned, admitted(used, at, "North")));
  });

  it("is listed in one of the event's shards, and all of them are used", () => {
    const shards = Array.from(
      { length: 200 },
      (_, n) => scanOf(event, { ...scanned, nonce: `nonce-${n}-abc` }, result).shard,
    );
    expect(new Set(shards)).toEqual(new Set([0, 1, 2, 3]));
    expect(scanOf({ eventId, stockShards: 10 }, scanned, result).shard).toBe(0);
    expect([0, 1, 10, 11, 64].map((stockShards) => scanShards({ stockShards }))).toEqual([1, 1, 1, 4, 4]);
  });

  it("is repeated only by the same person with the same code", () => {
    const kept = scanOf(event, scanned, result);
    expect(isRepeated(kept, scanned, pass)).toBe(true);
    expect(isRepeated(kept, { ...scanned, at: "2027-03-01T19:00:09.000Z" }, pass)).toBe(true);
    expect(isRepeated(kept, { ...scanned, by: other }, pass)).toBe(false);
    expect(isRepeated(kept, scanned, { ...pass, ticketId: uuid(99) })).toBe(false);
    expect(isRepeated(kept, scanned, undefined)).toBe(false);
  });
});
