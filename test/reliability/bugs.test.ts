import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inRoot } from "#infra/root.ts";
import { bugs } from "#test/reliability/bugs.ts";

it.each(bugs)("$bug: has its test, with its guilty variant", ({ file, test }) => {
  const text = readFileSync(inRoot(file), "utf8");
  expect(text).toContain(`describe("${test}"`);
  const [, after = ""] = text.split(`describe("${test}"`);
  const [body = ""] = after.split('\ndescribe("');
  expect(body).toMatch(/it\("would [^"]*\(the guilty variant\)"/);
});

it("each bug is named once", () => {
  expect(new Set(bugs.map(({ bug }) => bug)).size).toBe(bugs.length);
});
