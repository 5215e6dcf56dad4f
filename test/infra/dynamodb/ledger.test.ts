import { describe, expect, it } from "vitest";
import { at, indexed, key, meteredTable, put, small, TableName } from "./metered-table.ts";

const db = await meteredTable();

describe("the ledger", () => {
  it("tells what each operation used, of which tables, indexes and partition keys", async () => {
    for (const name of ["one", "two"]) await db.call("DeleteItem", { TableName, Key: key(name) });
    db.meter.reset();
    await db.call("PutItem", put({ ...key("one"), ...indexed }));
    await db.call("PutItem", put({ ...key("two"), ...indexed }));
    await db.call("GetItem", { TableName, Key: key("one") });
    const { operations, ...all } = db.meter.read();
    expect(operations).toEqual({ sell: all });
    expect(all).toEqual({
      ...{ requests: 3, read: 0.5, write: 6 },
      actions: { GetItem: { requests: 1, read: 0.5, write: 0 }, PutItem: { requests: 2, read: 0, write: 6 } },
      resources: {
        Shows: { read: 0.5, write: 2 },
        "Shows/keys": { read: 0, write: 2 },
        "Shows/some": { read: 0, write: 2 },
      },
      lines: {
        "GetItem Shows": { read: 0.5, write: 0 },
        "PutItem Shows": { read: 0, write: 2 },
        "PutItem Shows/keys": { read: 0, write: 2 },
        "PutItem Shows/some": { read: 0, write: 2 },
      },
      hottest: {
        read: { resource: "Shows", partition: "one", read: 0.5, write: 1, writes: 1 },
        write: { resource: "Shows/some", partition: "g", read: 0, write: 2, writes: 2 },
      },
    });
  });

  it("is read by GET, and emptied by POST with reset", async () => {
    const { "GET /_local/meter": read, "POST /_local/meter": post } = db.meter.controls;
    await db.call("GetItem", at);
    expect((await post?.({ reset: true }))?.body).toMatchObject({ requests: expect.any(Number) });
    expect((await read?.({}))?.body).toMatchObject({ requests: 0, read: 0, write: 0, operations: {} });
  });

  it("counts writes to one item that come at once as if they came one after the other", async () => {
    await db.call("DeleteItem", at);
    db.meter.reset();
    await Promise.all(["1", "2", "3", "4"].map((N) => db.call("PutItem", put({ ...small, gsk: { N } }))));
    // One entry added, three moved.
    expect(db.meter.read().resources).toMatchObject({ Shows: { write: 4 }, "Shows/keys": { write: 7 } });
  });
});
