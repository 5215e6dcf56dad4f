import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../root.ts";

/** What a Lambda's code is made of, besides the packages that the lockfile pins. */
export const lambdaSources = ["functions", "events", "shared", "infra/bundle", "infra/bundle.ts", "infra/root.ts"];
const settings = ["package.json", "package-lock.json", "tsconfig.json"];

/** A hash over the text of all files below these paths: the same as long as nothing that matters was touched. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of [...settings, ...paths].flatMap(filesBelow).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 20);
}

function filesBelow(path: string): string[] {
  if (!existsSync(inRoot(path))) return [];
  if (/\.(ts|json)$/.test(path)) return [path];
  return readdirSync(inRoot(path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || /\.(ts|json)$/.test(entry.name))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}
