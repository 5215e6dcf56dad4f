import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { user } from "#data/user.ts";
import { readFlags } from "#infra/ops/grant/flags.ts";
import { inRoot } from "#infra/root.ts";
import { openedTable } from "#test/infra/ops/opened-table.ts";

const { healthy } = await openedTable();

const run = (...args: string[]) =>
  spawnSync(process.execPath, ["infra/ops/grant.ts", ...args], { cwd: inRoot(), encoding: "utf8" });
const inStage = ["--stage", "dev", "--table", "bilten"];
const readOwner = async () => (await user.get({ userId: healthy.owner.userId }).go({ consistent: true })).data;

describe("npm run grant", { timeout: 60_000 }, () => {
  it("gives an account a role, as the operator's change, and does nothing the second time", async () => {
    const before = await readOwner();
    const asked = ["--email", "MONA@example.com", "--role", "super_admin"];
    expect(run(...asked, ...inStage).stdout).toMatch(/ was organizer and is super_admin now\.\n$/);
    const granted = await readOwner();
    expect(granted).toMatchObject({ role: "super_admin", changedBy: "operator", version: (before?.version ?? 0) + 1 });
    expect(run(...asked, ...inStage).stdout).toMatch(/ is super_admin already\.\n$/);
    expect(await readOwner()).toEqual(granted);
  });

  it("says what to do if nobody has the account", () => {
    const { status, stderr } = run("--email", "nobody@example.com", "--role", "admin", ...inStage);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "Nobody has an account with nobody@example.com. Let them register first: POST /v1/auth/register\n",
    });
  });
});

describe("its flags", () => {
  it.each([
    ["no address", ["--role", "admin"], "--email"],
    ["no role", ["--email", "a@example.com"], "--role"],
    ["a role there is not", ["--email", "a@example.com", "--role", "root"], "--role"],
    ["a flag there is not", ["--force"], "--force"],
    ["two tables", ["--email", "a@example.com", "--role", "admin", "--api", "http://x", "--stage", "dev"], "two"],
  ])("refuse %s", (_, args, why) => {
    expect(() => readFlags(args, {})).toThrow(why);
    expect(() => readFlags(args, {})).toThrow("npm run grant --");
  });
});
