import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readFlags } from "#infra/ops/check-table/flags.ts";
import { inRoot } from "#infra/root.ts";
import { openedTable } from "#test/infra/ops/opened-table.ts";

const { hand, healthy } = await openedTable();

const run = (...args: string[]) =>
  spawnSync(process.execPath, ["infra/ops/check-table.ts", ...args], { cwd: inRoot(), encoding: "utf8" });
const asStage = ["--stage", "dev", "--table", "bilten", "--pause", "0"];

describe("npm run check-table", { timeout: 60_000 }, () => {
  it("ends well if every invariant holds", () => {
    const { status, stdout, stderr } = run(...asStage);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^bilten: \d+ items, .* \(\d+ requests, \d+ read units\)\.\n$/m);
  });

  it("says in one line what is wrong, where, and what to do, and ends with 1", async () => {
    const { orderId } = healthy.orders.paid;
    await hand.makes("order", { orderId }, { purgeAt: 1_900_000_000 });
    const { status, stdout } = run(...asStage);
    expect(stdout).toContain(
      `[5 paid means tickets or money back] order order#${orderId} / order: is confirmed and would be purged. Next: Have Stripe`,
    );
    expect({ status, summary: stdout.includes("1 broken") }).toEqual({ status: 1, summary: true });
    const told = run(...asStage, "--json")
      .stdout.trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told[0]).toMatchObject({ number: 5, entity: "order", kind: "broken", key: { pk: `order#${orderId}` } });
    expect(told.at(-1)).toMatchObject({ table: "bilten", broken: 1, requests: expect.any(Number) });
  });

  it.each([
    ["no table of the stage", ["--stage", "dev"], "There is no such table. Name it with --table"],
    ["no local cloud", ["--api", "http://127.0.0.1:1"], 'start one with "npm start"'],
    ["an address without http", ["--api", "localhost:4000"], "--api takes an address such as http://127.0.0.1:4000"],
    ["a flag there is not", ["--fast"], "npm run check-table -- ["],
  ])("ends with 2 and says why: %s", (_, args, why) => {
    const { status, stderr } = run(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(why) });
  });
});

describe("its flags", () => {
  it("are the running local cloud's unless said otherwise", () => {
    expect(readFlags([], { PORT: "4100" })).toMatchObject({
      api: "http://127.0.0.1:4100",
      stage: undefined,
      segments: 1,
    });
    expect(readFlags(["--rate", "50", "--segments", "4"], {})).toMatchObject({ rate: 50, segments: 4, pause: 2 });
  });

  it.each([
    ["--rate", "0"],
    ["--segments", "1.5"],
    ["--pause", "-1"],
    ["--stage", "moon"],
  ])("refuse %s %s", (flag, value) => {
    expect(() => readFlags([`${flag}=${value}`], {})).toThrow("npm run check-table");
  });

  it("refuse two tables at once", () => {
    expect(() => readFlags(["--api", "http://x", "--stage", "dev"], {})).toThrow("two different tables");
  });
});
