import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { inRoot } from "#infra/root.ts";

/** A clone in an empty folder, whose npm is ours: it notes what it is asked and installs a Node of the given version. */
function clone({ installs = "v24.21.0", fails = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "clone-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "infra"));
  cpSync(inRoot("infra/ensure-install.mjs"), join(folder, "infra/ensure-install.mjs"));
  writeFileSync(join(folder, "package-lock.json"), "{}");
  const bin = join(folder, "node_modules/.bin");
  const npm = join(folder, "npm.mjs");
  writeFileSync(
    npm,
    `import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
     appendFileSync(${JSON.stringify(join(folder, "asked"))}, process.argv.slice(2).join(" ") + "\\n");
     if (${fails}) process.exit(1);
     mkdirSync(${JSON.stringify(bin)}, { recursive: true });
     writeFileSync(${JSON.stringify(join(bin, "node"))}, "#!/bin/sh\\necho ${installs}\\n");
     chmodSync(${JSON.stringify(join(bin, "node"))}, 0o755);`,
  );
  chmodSync(npm, 0o755);
  return {
    folder,
    ensure() {
      const env = { ...process.env, npm_execpath: npm };
      const script = join(folder, "infra/ensure-install.mjs");
      const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: "utf8" });
      return { status, said: stderr };
    },
    asked: () => (existsSync(join(folder, "asked")) ? readFileSync(join(folder, "asked"), "utf8").split("\n") : []),
  };
}

describe("before start, test and check", () => {
  it("installs once, and again when the lockfile has changed", () => {
    const { folder, ensure, asked } = clone();
    expect(ensure()).toMatchObject({ status: 0 });
    expect(ensure()).toEqual({ status: 0, said: "" });
    expect(asked()).toEqual([expect.stringMatching(/^ci --include=dev --include=optional /), ""]);
    writeFileSync(join(folder, "package-lock.json"), '{"changed":true}');
    expect(ensure()).toMatchObject({ status: 0 });
    expect(asked()).toHaveLength(3);
  });

  it("stops, and tries again next time, when the installation fails", () => {
    const { ensure, asked } = clone({ fails: true });
    expect(ensure()).toEqual({ status: 1, said: expect.stringContaining("npm ci failed") });
    expect(ensure()).toMatchObject({ status: 1 });
    expect(asked()).toHaveLength(3);
  });

  it("says what to do about a Node that is too old", () => {
    const { status, said } = clone({ installs: "v20.20.2" }).ensure();
    expect(status).toBe(1);
    expect(said).toContain("Bilten needs Node 24 or newer, and this is v20.20.2");
  });
});
