import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What Lambda gives every function. */
const environment = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench" };

const script = (url: string) => `
  const before = process.threadCpuUsage();
  await import(${JSON.stringify(url)});
  const { user, system } = process.threadCpuUsage(before);
  process.stdout.write(String((user + system) / 1000));
  process.exit();
`;

/**
 * Milliseconds of its main thread a new process takes to import a Lambda's entry. CPU and not wall time: what else the
 * machine is doing meanwhile does not count, and files come from memory.
 */
export function importTime(directory: string): number {
  const url = pathToFileURL(join(directory, "index.mjs")).href;
  const options = { env: environment, encoding: "utf8" } as const;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script(url)], options);
  if (run.status !== 0) throw new Error(`${directory} could not be imported: ${run.stderr}`);
  return Number(run.stdout);
}
