import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { inRoot } from "#infra/root.ts";
import { asOperator, table } from "#test/support/operator.ts";
import { aVerifiedUser } from "#test/support/people.ts";
import { stack } from "#test/support/this-stack.ts";

const checkTable = (...args: string[]) => {
  const options = { cwd: inRoot(), encoding: "utf8", maxBuffer: 2 ** 26 } as const;
  return spawnSync(process.execPath, ["infra/ops/check-table.ts", ...args], options);
};

describe("npm run check-table", () => {
  it("finds the table of the running local cloud by its API, and walks it", async () => {
    const { TableName } = await table();
    await aVerifiedUser();
    const { status, stdout, stderr } = checkTable("--api", stack().api, "--json");
    const lines = stdout.trim().split("\n");
    const { items, broken, behind, ...summary } = JSON.parse(lines.at(-1) ?? "");
    expect({ stderr, table: summary.table }).toEqual({ stderr: "", table: TableName });
    expect(items).toBeGreaterThan(0);
    expect(lines).toHaveLength(broken + behind + 1);
    // Other tests plant odd items by an operator's hand: what is found is theirs, to fail because of it is the command's.
    expect(status).toBe(broken > 0 ? 1 : 0);
  });

  it("says what to do next where something else than a local cloud answers", async () => {
    const { endpoint } = await asOperator();
    const { status, stdout, stderr } = checkTable("--api", endpoint, "--json");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`No local cloud answers at ${endpoint}: start one with "npm start"`);
  });
});
