import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endStaleProcess, pidFileIn } from "./stale-process.ts";

/** The folder of the AWS part under `dataDir`, nobody else at work in it; emptied if `fresh`. */
export async function stateFolder(dataDir: string | undefined, fresh: boolean): Promise<string | undefined> {
  if (dataDir === undefined) return undefined;
  const folder = join(dataDir, "aws");
  await endStaleProcess(pidFileIn(folder));
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
