import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { category } from "#data/category.ts";
import { categoryIdOf, firstCategories } from "#domain/category.ts";
import { readFlags } from "#infra/ops/seed-categories/flags.ts";
import { inRoot } from "#infra/root.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
});
afterAll(() => stop());

const run = () =>
  spawnSync(process.execPath, ["infra/ops/seed-categories.ts", "--stage", "dev", "--table", "bilten"], {
    cwd: inRoot(),
    encoding: "utf8",
  });
const read = async () => (await category.query.all({}).go({ pages: "all" })).data;

describe("npm run seed-categories", { timeout: 60_000 }, () => {
  it("adds the first categories, and nothing that was there", async () => {
    expect(run().stdout).toBe(`Added ${firstCategories.map(({ name }) => name).join(", ")}.\n`);
    const added = await read();
    expect(added.map(({ name }) => name)).toEqual(firstCategories.map(({ name }) => name).toSorted());
    expect(added[0]).toMatchObject({ uses: 0, changedBy: "operator", version: 1 });
    expect(run().stdout).toBe("Every first category is there already.\n");
    expect(await read()).toEqual(added);
    const music = { categoryId: categoryIdOf("music") };
    await category.delete(music).go();
    expect(run().stdout).toBe("Added music.\n");
  });

  it("says what its flags are", () => {
    expect(() => readFlags(["--force"], {})).toThrow("npm run seed-categories --");
  });
});
