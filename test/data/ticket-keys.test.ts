import { describe, expect, it } from "vitest";
import { admitting } from "#data/admit-ticket.ts";
import { notification } from "#data/notification.ts";
import { scan } from "#data/scan.ts";
import { ticket } from "#data/ticket.ts";
import { scanKey } from "#domain/check-in.ts";
import { asked, keyOf } from "#test/support/asked.ts";

type Query = {
  readonly IndexName?: string;
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, unknown>>;
  readonly FilterExpression?: string;
  readonly ScanIndexForward?: boolean;
};
type Update = Query & { readonly Key: unknown; readonly ConditionExpression: string };

const at = "2027-03-01T19:00:00.000Z";
const id = "0199a000-0000-7000-8000-000000000001";

describe("tickets", () => {
  it("by id, of a holder, and of an event by status and time are one Get or one Query each", () => {
    expect(keyOf(ticket.get({ ticketId: "T" }))).toEqual({ pk: "ticket#T", sk: "ticket" });
    expect(asked(ticket.query.ofUser({ userId: "U" }))).toEqual(["gsi1", "#pk = :pk", "user#U#ticket"]);
    const ofEvent = { eventId: "E", shard: 3 };
    const condition = "#pk = :pk and begins_with(#sk1, :sk1)";
    expect(asked(ticket.query.ofEvent({ ...ofEvent, status: "used" }))).toEqual([
      "gsi2",
      condition,
      "event#E#3",
      "ticket#used#",
    ]);
    const march = ticket.query
      .ofEvent(ofEvent)
      .between({ status: "active", purchasedAt: "2027-03-01" }, { status: "active", purchasedAt: "2027-04-01" });
    expect(asked(march)).toEqual([
      "gsi2",
      "#pk = :pk and #sk1 BETWEEN :sk1 AND :sk2",
      "event#E#3",
      "ticket#active#2027-03-01",
      "ticket#active#2027-04-01",
    ]);
  });

  it("are let in by one write that moves the index entry and holds the ticket to its pass", () => {
    const pass = { ticketId: "T", eventId: "E", shard: 3, purchasedAt: at };
    const write = admitting(pass, { nonce: "n", at, by: id }, { now: new Date(at), by: id });
    const { Key, ConditionExpression, ExpressionAttributeValues } = write
      .where(({ status }, op) => op.eq(status, "active"))
      .params<Update>();
    expect(Key).toEqual({ pk: "ticket#T", sk: "ticket" });
    for (const name of ["#pk", "#eventId", "#sh", "#pu", "#status"]) {
      expect(ConditionExpression).toContain(name);
    }
    expect(Object.values(ExpressionAttributeValues)).toContain(`ticket#used#${at}#T`);
  });
});

describe("scans", () => {
  it("by nonce and of an event, from a place on", () => {
    const { bucket } = scanKey("E", "nonce-0001");
    expect(keyOf(scan.get(scanKey("E", "nonce-0001")))).toEqual({ pk: `event#E#scans#${bucket}`, sk: "nonce-0001" });
    const ofEvent = scan.query.ofEvent({ eventId: "E", shard: 1 });
    expect(asked(ofEvent)).toEqual(["gsi1", "#pk = :pk", "event#E#scans#1"]);
    const before = scan.query.ofEvent({ eventId: "E", shard: 1 }).lt({ scannedAt: at, nonce: "n" });
    expect(asked(before)).toEqual(["gsi1", "#pk = :pk and #sk1 < :sk1", "event#E#scans#1", `${at}#n`]);
  });
});

describe("notifications", () => {
  it("of a person, all of them or only the unread", () => {
    expect(keyOf(notification.get({ userId: "U", notificationId: "N" }))).toEqual({
      pk: "user#U#notifications",
      sk: "N",
    });
    expect(asked(notification.query.ofUser({ userId: "U" }))).toEqual([undefined, "#pk = :pk", "user#U#notifications"]);
    expect(asked(notification.query.unread({ userId: "U" }))).toEqual(["gsi1", "#pk = :pk", "user#U#unread"]);
  });

  it("are in the index of unread ones only while they are unread", () => {
    const told = {
      notificationId: id,
      userId: id,
      type: "in_app",
      status: "sent",
      card: { notificationId: id, title: "t", message: "m", metadata: { factType: "f" }, createdAt: at },
      createdAt: at,
      updatedAt: at,
      changedBy: "x",
      version: 1,
    } as const;
    const put = (differs: object) => notification.put({ ...told, ...differs }).params<{ Item: object }>().Item;
    expect(put({ isUnread: true })).toMatchObject({ gsi1pk: `user#${id}#unread`, gsi1sk: id });
    expect(put({})).not.toHaveProperty("gsi1pk");
    expect(put({ type: "email" })).not.toHaveProperty("gsi1pk");
  });
});
