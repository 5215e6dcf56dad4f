import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";
import { checkPermissions } from "#test/support/permissions.ts";

/** Where the running product and its doubles answer. A deployed stage has no inbox and no double of Stripe. */
export type Stack = {
  /** The API's origin, without `/v1`. */
  readonly api: string;
  readonly mail?: string;
  readonly stripe?: string;
  /** The file with all that the stack says while it runs. */
  readonly log?: string;
};

declare module "vitest" {
  interface ProvidedContext {
    stacks: readonly Stack[];
  }
}

/**
 * Gives the HTTP tests a stack for each process they run in: the one `API_URL` names, or the whole product in memory,
 * started here so many times.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const url = process.env.API_URL;
  if (url) {
    project.provide("stacks", [await described(new URL(url).origin)]);
    return undefined;
  }
  const { testFiles } = await project.globTestFiles();
  const asked = new Set(project.vitest.state.getPaths());
  const files = testFiles.filter((file) => asked.has(file)).length;
  const processes = Math.min(project.config.maxWorkers, files);
  const started = await Promise.all(Array.from({ length: processes }, () => start()));
  const stacks = started.map(({ stack }) => stack);
  project.provide("stacks", stacks);
  return () =>
    checkPermissions(
      project,
      stacks.map(({ api }) => api),
    ).finally(() => Promise.all(started.map(({ stop }) => stop())));
}

/** A local stack tells of its doubles; a deployed one has no such route. */
async function described(api: string): Promise<Stack> {
  const response = await fetch(new URL("/_local", api));
  return response.ok ? { ...((await response.json()) as Stack), api } : { api };
}

let count = 0;

/** The whole product in memory, in a process of its own; `more` are further flags of `npm start`. */
export async function start(more: readonly string[] = []): Promise<{ stack: Stack; stop: () => Promise<void> }> {
  const log = `.build/test-stack-${process.pid}-${++count}.log`;
  const flags = ["--memory", "--port", "0", "--no-demo", "--json", ...more];
  const child = spawn(process.execPath, ["infra/start.ts", ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
    rmSync(log, { force: true });
  };
  const said: string[] = [];
  mkdirSync(".build", { recursive: true });
  writeFileSync(log, "");
  const keep = (line: string) => {
    if (said.push(line) > 40) said.shift();
    appendFileSync(log, `${line}\n`);
  };
  createInterface({ input: child.stderr }).on("line", keep);
  const ready = new Promise<Stack>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) resolve({ ...JSON.parse(line), log });
      else keep(line);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`infra/start.ts ended with ${code}\n${said.join("\n")}`)));
  });
  try {
    return { stack: await ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
