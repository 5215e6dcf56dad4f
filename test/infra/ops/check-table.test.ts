import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Cost } from "#infra/ops/check-table/reader.ts";
import type { Violation } from "#infra/ops/check-table/violation.ts";
import { type CheckOptions, checkTable } from "#infra/ops/check-table/walk.ts";
import { at } from "#test/infra/ops/changes.ts";
import { doors } from "#test/infra/ops/damages/doors.ts";
import { orders } from "#test/infra/ops/damages/orders.ts";
import { payments } from "#test/infra/ops/damages/payments.ts";
import { people } from "#test/infra/ops/damages/people.ts";
import { stocks } from "#test/infra/ops/damages/stocks.ts";
import { aHand, type Hand, TableName } from "#test/infra/ops/hand.ts";
import { fillHealthy, type Healthy } from "#test/infra/ops/healthy-table.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
let hand: Hand;
let healthy: Healthy;
beforeAll(async () => {
  stop = await memoryTable();
  healthy = await fillHealthy();
  hand = aHand();
}, 60_000);
afterEach(() => hand.putsBack());
afterAll(() => stop());

/** All that the check finds, and what it costs. */
async function check(options: Partial<CheckOptions> = {}): Promise<{ found: Violation[]; cost: Cost }> {
  const walk = checkTable({ client: hand.client, TableName, now: at(100), ...options });
  const found: Violation[] = [];
  for (;;) {
    const { done, value } = await walk.next();
    if (done) return { found, cost: value };
    found.push(value);
  }
}

const told = ({ kind, invariant, entity, what }: Violation) =>
  `${kind === "behind" ? "behind " : ""}${invariant} ${entity}: ${what}`;

describe("a healthy table", () => {
  it("violates nothing", async () => {
    const { found, cost } = await check();
    expect(found).toEqual([]);
    expect(cost.items).toBeGreaterThan(50);
  });
});

describe.each([
  ["places", stocks],
  ["orders", orders],
  ["payments", payments],
  ["doors and facts", doors],
  ["people and everything", people],
])("damage to %s", (_, damages) => {
  it.each(damages)("%s is found, and nothing else", async (_, plant, expected) => {
    await plant(hand, healthy);
    const { found } = await check();
    const left = [...expected];
    const unexpected = found.map(told).filter((sentence) => {
      const at = left.findIndex((part) => {
        const [start = "", rest = ""] = part.split(/: (.*)/);
        return sentence.startsWith(`${start}: `) && sentence.includes(rest);
      });
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    expect({ unexpected, notFound: left }).toEqual({ unexpected: [], notFound: [] });
  });
});
