import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { columnsOf, readSeed, seed } from "#test/seed/read-seed.ts";

const document = readFileSync(new URL("database-schema.md", import.meta.url));
const keysOf = (kind: string) => seed.filter((line) => line.kind === kind).map(({ key }) => key);

describe("the seed", () => {
  it("is the document that was given, byte for byte", () => {
    const digest = createHash("sha256").update(document).digest("hex");
    expect(digest).toBe("17c4539a24c4f591e766a5266b22cfe55fcfd1728ec72f81aa32acc54ce2a515");
  });

  it("is read whole: every row of its diagram and every bullet is a line", () => {
    const text = document.toString();
    const [diagram = "", details = ""] = text.split("## Database Schema Details");
    const rows = diagram.split("\n").filter((row) => /^ {8}\w|^ {4}\w/.test(row));
    const bullets = details.split("\n").filter((row) => row.startsWith("- "));
    expect(seed).toHaveLength(rows.length + bullets.length);
    expect(keysOf("table")).toHaveLength(13);
    expect(keysOf("relation")).toHaveLength(15);
    expect(keysOf("index")).toHaveLength(9);
  });

  it("is named in its own words, each line once", () => {
    expect(seed.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        "column users.email",
        'relation users ||--o{ organizers : "has"',
        "purpose ticket_types: Different ticket categories (VIP, General, etc.)",
        "pattern UUID Primary Keys: Prevents enumeration attacks",
        "index events(organizer_id, status)",
        "relationship Ticket ↔ Payment (unique relationship)",
        "constraint Price values must be positive",
        "scalability Events table partitioned by date",
      ]),
    );
    expect(new Set(seed.map(({ key }) => key)).size).toBe(seed.length);
  });

  it("tells the type and key of each column, and its line", () => {
    expect(columnsOf("payments")[2]).toEqual({
      ...{ at: 103, kind: "column", key: "column payments.ticket_id" },
      ...{ table: "payments", column: "ticket_id", type: "uuid", keys: "FK" },
    });
  });
});

describe("reading it", () => {
  it.each([
    ["a column of no known type", "users {\nmoney wallet\n}"],
    ["a section nobody knows", "### Sharding"],
    ["a sentence that is in no line", "Everything must be fast."],
    ["a bullet outside its sections", "- Everything must be fast"],
    ["the same twice", "users {\nuuid id PK\nuuid id PK\n}"],
  ])("stops at %s", (_, text) => expect(() => readSeed(text)).toThrow());
});
