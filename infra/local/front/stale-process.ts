import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export function pidFileIn(folder: string): string {
  return join(folder, "dynamodb.pid");
}

/** Remembers which Java serves a folder, and which process it serves. */
export function writePidFile(file: string, javaPid: number): void {
  writeFileSync(file, `${javaPid} ${process.pid}\n`);
}

/**
 * Ends the Java a killed run has left on this folder. A pid may have passed to another program since, so only a
 * process that really is DynamoDB Local is ended; and one whose owner still lives is in use, which is an error.
 */
export async function endStaleProcess(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const [java = 0, owner = 0] = readFileSync(file, "utf8").trim().split(" ").map(Number);
  if (commandOf(java).includes("DynamoDBLocal.jar")) {
    if (owner !== process.pid && commandOf(owner).includes("node"))
      throw new Error(`The data of ${file} is in use by process ${owner}. Stop it first, or choose another folder.`);
    process.kill(java, "SIGKILL");
    while (commandOf(java) !== "") await sleep(10);
  }
  rmSync(file, { force: true });
}

/** The command line of a process; empty when there is none. */
function commandOf(pid: number): string {
  if (pid <= 0) return "";
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
  } catch {
    return "";
  }
}
