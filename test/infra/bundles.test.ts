import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { neverLoaded } from "#infra/bundle/compile.ts";
import { entries } from "#infra/bundle/entries.ts";
import { bundle } from "#infra/bundle.ts";

const bundles = await bundle();
const each = entries().flatMap((entry) => {
  const found = bundles.get(entry.id);
  return found ? [{ ...entry, ...found }] : [];
});

/** What Lambda gives every function, and nothing of this machine. */
const lambdaEnvironment = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_MAX_ATTEMPTS: "1",
  STAGE: "local",
  PUBLIC_URL: "http://127.0.0.1:9",
  TABLE_NAME: "table",
};

const run = (script: string) =>
  spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: lambdaEnvironment,
    encoding: "utf8",
    timeout: 60_000,
  });

describe("bundles", () => {
  test.each(each)("$id reads at most 600 KB before it can answer", ({ startBytes, uses }) => {
    // The clients of mail, or of storage beside the table's, take more, in reactions that nobody waits for.
    const most = uses.includes("audit:put") ? 660 : uses.includes("mail:send") ? 640 : 600;
    expect(startBytes).toBeLessThanOrEqual(most * 1024);
  });

  test.each(each)("$id has a source map beside each file", ({ directory }) => {
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
    const code = files.filter((file) => file.endsWith(".mjs"));
    expect(code).toContain("index.mjs");
    for (const file of code) {
      const text = readFileSync(join(directory, file), "utf8");
      const [, map] = /\/\/# sourceMappingURL=(.+)\s*$/.exec(text) ?? [];
      expect(files).toContain(join(file, "..", String(map)));
    }
  });

  test("are as many as there are rows in the two tables", () => expect(each.length).toBe(entries().length));

  test("import nothing from outside but Node itself and what no Lambda asks for", () => {
    const outside = new Set(each.flatMap(({ directory }) => importsIn(directory)));
    const known = new Set([...builtinModules.flatMap((name) => [name, `node:${name}`]), ...neverLoaded]);
    expect([...outside].filter((name) => !known.has(name))).toEqual([]);
  });

  test("load with no more than Lambda's environment", { timeout: 60_000 }, () => {
    const urls = each.map(({ directory }) => pathToFileURL(join(directory, "index.mjs")).href);
    const { stdout, stderr } = run(`
      for (const url of ${JSON.stringify(urls)}) {
        const { handler } = await import(url);
        if (typeof handler !== "function") throw new Error(url + " exports no handler");
      }
      console.log("loaded");
    `);
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe("loaded");
  });

  test("find credentials where Lambda puts them, and answer when the table does not", () => {
    const url = pathToFileURL(join(String(bundles.get("site/health")?.directory), "index.mjs")).href;
    const http = { method: "GET", path: "/v1/health", sourceIp: "127.0.0.1" };
    const event = { version: "2.0", headers: {}, requestContext: { requestId: "1", http }, rawPath: "/v1/health" };
    const { stdout } = run(`
      const { handler } = await import(${JSON.stringify(url)});
      const context = { getRemainingTimeInMillis: () => 9000 };
      console.error = () => {};
      console.log(JSON.stringify(await handler(${JSON.stringify(event)}, context)));
    `);
    const { statusCode, body } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    expect(statusCode).toBeGreaterThanOrEqual(500);
    expect(body).not.toMatch(/credential/i);
  });
});

/** Names of modules in import statements, static and dynamic; strings that only look like one have other characters. */
function importsIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".mjs"))
    .flatMap((file) => [...readFileSync(join(directory, file), "utf8").matchAll(/(?:\bfrom|\bimport)\s*\(?"([^"]+)"/g)])
    .map((match) => match[1] ?? "")
    .filter((name) => /^(?:@[\w-]+\/|node:)?[a-z][\w./-]*$/.test(name));
}
