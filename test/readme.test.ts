import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The product as `npm start` runs it, with its demo, and what it has printed so far. */
let stack: ReturnType<typeof spawn>;
let screen = "";

beforeAll(async () => {
  stack = spawn(process.execPath, ["infra/start.ts", "--memory", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  await new Promise<void>((resolve, reject) => {
    const heard = (chunk: Buffer) => {
      screen += chunk;
      if (screen.includes("Ctrl-C stops it")) resolve();
    };
    stack.stdout?.on("data", heard);
    stack.stderr?.on("data", heard);
    stack.once("exit", (code) => reject(new Error(`npm start ended with ${code}\n${screen}`)));
  });
}, 180_000);

afterAll(async () => {
  const ended = new Promise((resolve) => stack.once("exit", resolve));
  stack.kill("SIGTERM");
  await ended;
}, 30_000);

/** Runs text in bash as somebody would who pastes it, stopping at the first command that fails. */
function paste(script: string): Promise<{ code: number | null; said: string }> {
  const api = /API +(http:\/\/[\d.:]+)\/v1/.exec(screen)?.[1];
  const shell = spawn("bash", ["-euo", "pipefail"], { env: { ...process.env, API: api } });
  let said = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
  shell.stdin.end(script);
  return new Promise((resolve) => shell.once("close", (code) => resolve({ code, said })));
}

const readme = readFileSync("README.md", "utf8");

describe("what a newcomer is told to paste", () => {
  it("by npm start works: it ends with a ticket", async () => {
    const block = /another terminal\):\n\n(API=[\s\S]*?)\n\nCtrl-C/.exec(screen)?.[1] ?? "";
    const { code, said } = await paste(block);
    expect(code, said).toBe(0);
    expect(said).toContain("succeeded");
    expect(said).toMatch(/ticketNumber: 'TKT-\d{8}-/);
  }, 120_000);

  it("by the README works: every sh block, one after the other", async () => {
    const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
    expect(blocks.length).toBeGreaterThan(4);
    const { code, said } = await paste(blocks.join("\n"));
    expect(code, said).toBe(0);
    for (const word of ["published", "Night of Lanterns", "5175", "succeeded", "confirmed", "<svg"]) {
      expect(said).toContain(word);
    }
    expect(said).toContain('"admitted":true');
    expect(said).toContain('"reason":"already_used"');
    expect(said).toContain("lines[0].quantity");
  }, 120_000);

  it("leads to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(5);
    for (const path of links) expect(() => readFileSync(path), path).not.toThrow();
  });
});
