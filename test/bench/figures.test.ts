import { expect, it } from "vitest";
import { median } from "#test/bench/median.ts";
import { bill, type Counts } from "#test/bench/money/prices.ts";
import { row } from "#test/bench/row.ts";
import { shown, table } from "#test/bench/table.ts";

const nothing: Counts = {
  ...{ "HTTP API requests": 0, "Lambda invocations": 0, "Lambda GB-s": 0, "write units": 0, "read units": 0 },
  ...{ "bus events": 0, "SQS requests": 0, "log GB": 0 },
};

it("adds counts up by the list prices", () => {
  const { total, lines } = bill({ ...nothing, "HTTP API requests": 2, "write units": 28, "Lambda GB-s": 0.5 }, 1e6);
  expect(total).toBeCloseTo(2 + 28 * 0.625 + 0.5e6 * 0.0000133334);
  expect(lines.map(({ name, figures }) => [name, figures.count])).toEqual([
    ["HTTP API requests × 1/M", 2e6],
    ["Lambda GB-s × 0.0000133334", 0.5e6],
    ["write units × 0.625/M", 28e6],
  ]);
});

it.each([
  [{ atMost: 28 }, true, "≤ 28 WCU"],
  [{ atMost: 27 }, false, "≤ 27 WCU"],
  [{ atLeast: 29 }, false, "≥ 29 WCU"],
  [{ of: "ratio", atMost: 2 }, true, "≤ 2×"],
  [{ of: "ratio", atMost: 1.9 }, false, "≤ 1.9×"],
  [{ atMost: 28, also: { text: "1 query", met: false } }, false, "≤ 28 WCU, 1 query"],
] as const)("judges a figure by its aim: %j", (aim, met, text) => {
  const measured = { name: "order", figure: 28, unit: "WCU", reference: { name: "by hand", figure: 14 } };
  expect(row("cost", { ...measured, aim })).toMatchObject({ ratio: 2, aim: { met, text } });
});

it("says when what an aim is about has no reference", () => {
  expect(row("cost", { name: "order", figure: 1, unit: "WCU", aim: { of: "ratio", atMost: 2 } }).aim?.met).toBe(false);
});

it("shows three digits that count", () => {
  expect([0, 1, 28, 1.5, 0.0691, 12_345.6, 1_000_000].map(shown)).toEqual([
    ...["0", "1", "28", "1.50", "0.0691", "12,346", "1,000,000"],
  ]);
});

it("prints what a figure is made of below it, and an aim that is not met", () => {
  const lines = [{ name: "place-order", figures: { requests: 1, WCU: 6 } }];
  const text = table({ name: "cost", about: "units" }, [
    row("cost", { name: "order", figure: 34, unit: "WCU", aim: { atMost: 28 }, lines, note: "hottest: order" }),
  ]);
  expect(text).toContain("order  34 WCU");
  expect(text).toContain("≤ 28 WCU  NOT MET");
  expect(text).toContain("place-order  1 request, 6 WCU\n      hottest: order");
});

it("takes the middle", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  expect(() => median([])).toThrow();
});
