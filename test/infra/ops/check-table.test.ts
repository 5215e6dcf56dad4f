import { describe, expect, it } from "vitest";
import { checked } from "#test/infra/ops/checked.ts";
import { disputes } from "#test/infra/ops/damages/disputes.ts";
import { doors } from "#test/infra/ops/damages/doors.ts";
import { limits } from "#test/infra/ops/damages/limits.ts";
import { lists } from "#test/infra/ops/damages/lists.ts";
import { orders } from "#test/infra/ops/damages/orders.ts";
import { payments } from "#test/infra/ops/damages/payments.ts";
import { people } from "#test/infra/ops/damages/people.ts";
import { refunds } from "#test/infra/ops/damages/refunds.ts";
import { stocks } from "#test/infra/ops/damages/stocks.ts";
import { teams } from "#test/infra/ops/damages/teams.ts";
import { openedTable } from "#test/infra/ops/opened-table.ts";

const { hand, healthy } = await openedTable();

describe("a healthy table", { timeout: 60_000 }, () => {
  it("violates nothing", async () => {
    const { found, cost } = await checked(hand);
    expect(found).toEqual([]);
    expect(cost.items).toBeGreaterThan(50);
  });

  it("costs one page and hardly a read more, if it is small", async () => {
    const { cost } = await checked(hand);
    expect(cost.requests).toBeLessThanOrEqual(2);
    expect(cost.readUnits).toBeLessThan(cost.items);
  });
});

describe.each([
  ["places", stocks],
  ["lists", lists],
  ["orders", orders],
  ["payments", payments],
  ["refunds", refunds],
  ["disputes", disputes],
  ["limits per person", limits],
  ["doors and facts", doors],
  ["people and everything", people],
  ["teams, files and figures", teams],
])("damage to %s", { timeout: 60_000 }, (_, damages) => {
  it.each(damages)("%s is found, and nothing else", async (_, plant, expected) => {
    await plant(hand, healthy);
    const { found } = await checked(hand);
    const left = [...expected];
    const unexpected = found.filter((sentence) => {
      const at = left.findIndex((part) => fits(sentence, part));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    expect({ unexpected, notFound: left }).toEqual({ unexpected: [], notFound: [] });
  });
});

/** `stock event: left` fits any sentence about an event's stock that says `left`. */
function fits(sentence: string, expected: string): boolean {
  const [about = "", part = ""] = expected.split(/: (.*)/);
  return sentence.startsWith(`${about}: `) && sentence.includes(part);
}
