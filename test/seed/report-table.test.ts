import { expect, it } from "vitest";
import { seed } from "#test/seed/read-seed.ts";
import { rowOf, table } from "#test/seed/report-table.ts";

const [line] = seed;
if (!line) throw new Error("The seed is empty");

it("a line is proven only if what proves it was run and held", () => {
  expect(rowOf(line, "passed").state).toBe("proven");
  for (const state of [undefined, "failed", "skipped", "pending"]) expect(rowOf(line, state).state).toBe("failed");
});

it("a line that nothing proves is missing, whatever was run", () => {
  const unknown = { ...line, key: "column tickets.seat_number" };
  expect(rowOf(unknown, "passed")).toEqual({ line: unknown, state: "missing", code: [], operations: [], tests: [] });
  const text = table([rowOf(line, "passed"), rowOf(line, undefined), rowOf(unknown, "passed")]);
  expect(text).toMatch(/3 lines of the seed: 1 proven, 1 missing, 1 failed$/);
});
