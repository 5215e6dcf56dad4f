import { randomBytes } from "node:crypto";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { readLine } from "#domain/audit-line.ts";
import { Sealed, unseal } from "#domain/sealed.ts";
import { auditObjects, peopleIn } from "#events/relay/audit.ts";
import { record } from "#test/events/relay/changes.ts";

const userId = "3f0f8a52-6f5c-5b0e-9a51-000000000002";
const key = Buffer.alloc(32, "k");
const trail = { updatedAt: "2027-01-01T00:00:00.123Z", changedBy: "orders/place-order", version: 1 };
const order = { pk: "order#1", sk: "order", gsi1pk: "user#2#order", __edb_e__: "order", __edb_v__: "1", ...trail };
const user = {
  pk: `user#${userId}`,
  sk: "user",
  __edb_e__: "user",
  userId,
  email: "a@b.c",
  firstName: "Nour",
  ...trail,
};

const objectsOf = (records: readonly DynamoDBRecord[], keys = new Map([[userId, key]])) =>
  auditObjects(records, { keys, random: randomBytes });
const textOf = (...records: DynamoDBRecord[]) =>
  objectsOf(records)
    .flatMap(({ lines }) => lines)
    .join("\n");
const lineOf = (one: DynamoDBRecord) => readLine(textOf(one));

describe("a line of the audit log", () => {
  it("says who changed what when, from what to what, without keys of indexes", () => {
    const how = { sequence: "7", at: "2027-01-01T00:00:01Z" };
    expect(lineOf(record({ ...order, status: "pending" }, { ...order, status: "expired", version: 2 }, how))).toEqual({
      ...{
        sequence: "7",
        stream: "bilten",
        at: "2027-01-01T00:00:01.000Z",
        change: "MODIFY",
        who: "orders/place-order",
      },
      ...{ entity: "order", pk: "order#1", sk: "order" },
      before: { ...trail, status: "pending" },
      after: { ...trail, status: "expired", version: 2 },
    });
  });

  it("says that DynamoDB removed what was over", () => {
    expect(lineOf(record(order, undefined, { ttl: true }))).toMatchObject({ change: "REMOVE", who: "ttl" });
  });

  it("says of a removal who made it only if it was signed off: who changed an item last need not be who removes it", () => {
    expect(lineOf(record(order, undefined))).toMatchObject({ change: "REMOVE", who: "unsigned" });
    const signed = { ...order, removedBy: "walks/go-on" };
    expect(lineOf(record(signed, undefined))).toMatchObject({ change: "REMOVE", who: "walks/go-on" });
    expect(lineOf(record(order, signed))).toMatchObject({ change: "MODIFY", who: "orders/place-order" });
  });

  it("says that the archive moved an item, and who made one there", () => {
    const archivedAt = "2027-07-01T00:00:00.000Z";
    const moved = { ...order, createdAt: trail.updatedAt, archivedAt };
    expect(lineOf(record(undefined, moved))).toMatchObject({ change: "MOVE", who: "archive" });
    const made = { ...moved, createdAt: archivedAt };
    expect(lineOf(record(undefined, made))).toMatchObject({ change: "INSERT", who: "orders/place-order" });
  });

  it("seals what is personal for its person, so that only their key opens it, and only in its place", () => {
    const { pk, sk, after } = lineOf(record(undefined, user));
    const { sealed, of } = Sealed.parse(after?.email);
    expect(of).toBe(userId);
    expect(unseal(sealed, key, { pk, sk, field: "email" })).toBe("a@b.c");
    expect(() => unseal(sealed, key, { pk, sk, field: "firstName" })).toThrow();
    expect(() => unseal(sealed, key, { pk: "user#other", sk, field: "email" })).toThrow();
    expect(() => unseal(sealed, Buffer.alloc(32, "x"), { pk, sk, field: "email" })).toThrow();
  });

  it("tells whether a sealed field changed, and never seals two values under one nonce", () => {
    const { before, after } = lineOf(record(user, { ...user, firstName: "Noor" }));
    expect(after?.email).toEqual(before?.email);
    expect(after?.firstName).not.toEqual(before?.firstName);
    const nonces = [before?.email, before?.firstName, after?.firstName].map((value) =>
      Sealed.parse(value).sealed.slice(0, 16),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  it("seals within a card, too", () => {
    const card = { title: "You are going", message: "Nour, show it", metadata: { factType: "x" } };
    const told = { pk: `user#${userId}#notifications`, sk: "1", __edb_e__: "notification", userId, card, ...trail };
    expect(lineOf(record(undefined, told)).after).toMatchObject({
      card: { title: { of: userId }, message: { of: userId }, metadata: { factType: "x" } },
    });
    expect(textOf(record(undefined, { ...told, card: "Nour" }))).not.toContain("Nour");
  });

  it("holds nothing of a person who was erased, sealed or not", () => {
    const [object] = objectsOf([record(undefined, user)], new Map());
    const { email, firstName } = readLine(object?.lines[0] ?? "").after ?? {};
    expect([email, firstName]).toEqual([{ erased: true }, { erased: true }]);
  });

  it("holds no secret, no address in a key, and nothing of an entity nobody decided about", () => {
    const hidden = [
      { pk: "email#a@b.c", sk: "credential", __edb_e__: "credential", email: "a@b.c", passwordHash: "$argon2id$x" },
      { pk: `user#${userId}`, sk: "auditKey", __edb_e__: "auditKey", userId, key: "c2VjcmV0" },
      { pk: "throttle#login#203.0.113.7", sk: "bucket", __edb_e__: "throttle", who: "203.0.113.7" },
      { pk: "novelty#a@b.c", sk: "novelty", __edb_e__: "novelty", name: "Nour" },
    ].map((item) => ({ ...item, ...trail }));
    const text = textOf(...hidden.map((item) => record(undefined, item)), record(hidden[0], undefined));
    for (const secret of ["argon2id", "a@b.c", "c2VjcmV0", "203.0.113.7", "Nour"]) expect(text).not.toContain(secret);
    expect(lineOf(record(undefined, hidden[1]))).toMatchObject({ pk: `user#${userId}`, after: { userId, version: 1 } });
    expect(lineOf(record(undefined, hidden[0]))).toMatchObject({ pk: "[hidden]", after: { version: 1 } });
  });
});

describe("a batch", () => {
  it("is an object per hour, named after all that is in it, so that it comes again over itself", () => {
    const at = ["2027-01-01T00:59:59Z", "2027-01-01T01:00:00Z", "2027-01-01T01:00:00Z"];
    const batch = at.map((at, place) => record(undefined, order, { at, sequence: `${100 + place}` }));
    expect(objectsOf(batch).map(({ key, lines }) => [key, lines.length])).toEqual([
      ["changes/date=2027-01-01/hour=00/bilten-100-100.ndjson.gz", 1],
      ["changes/date=2027-01-01/hour=01/bilten-101-102.ndjson.gz", 2],
    ]);
    expect(objectsOf([...batch])).toEqual(objectsOf(batch));
  });

  it("needs the keys of those of whom it holds something personal, once each", () => {
    const secret = { pk: "email#a@b.c", __edb_e__: "credential", userId: "other" };
    expect(peopleIn([record(undefined, order), record(user, user), record(user, undefined)])).toEqual([userId]);
    expect(peopleIn([record(undefined, order), record(undefined, secret)])).toEqual([]);
  });
});
