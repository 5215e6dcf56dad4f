import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { root } from "#test/architecture/import-graph.ts";

const samples: Readonly<Record<string, { readonly text: string; readonly refused: boolean }>> = {
  "functions/orders/zod.ts": { text: 'import { z } from "zod";\nexport const a = z;', refused: true },
  "functions/orders/zod-all.ts": { text: 'import * as z from "zod";\nexport const a = z;', refused: false },
  "functions/orders/now.ts": { text: "export const a = Date.now();", refused: true },
  "functions/orders/date.ts": { text: "export const a = new Date();", refused: true },
  "functions/orders/date-of.ts": { text: "export const a = new Date(5);", refused: false },
  "shared/domain/id.ts": { text: "export const a = crypto.randomUUID();", refused: true },
  "shared/domain/chance.ts": { text: "export const a = Math.random();", refused: true },
  "shared/platform/serve.ts": { text: "export const a = new Date();", refused: false },
  "events/holds/go.ts": { text: "export const a = (b) => b.transaction.write(() => []).go();", refused: true },
  "shared/data/transaction.ts": {
    text: 'import { createWriteTransaction } from "electrodb";\nexport const a = createWriteTransaction;',
    refused: true,
  },
  "test/mock.ts": { text: 'import { vi } from "vitest";\nvi.mock("#domain/order.ts");', refused: true },
};

it("lint refuses what only the shell may do, and nothing like it", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, ".biome.jsonc"), join(folder, ".biome.jsonc"));
  cpSync(join(root, ".biome"), join(folder, ".biome"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, { text }] of Object.entries(samples)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  const biome = join(root, "node_modules/.bin/biome");
  const refused = Object.keys(samples).filter((path) => {
    const { status, stderr } = spawnSync(biome, ["lint", "--config-path=.biome.jsonc", path], { cwd: folder });
    if (status !== 0) expect(String(stderr), path).toMatch(/ (plugin|lint\/style\/noRestrictedImports) /);
    return status !== 0;
  });
  expect(refused).toEqual(Object.keys(samples).filter((path) => samples[path]?.refused));
});
