import { describe, expect, it } from "vitest";
import { operations } from "#functions/operations.ts";
import { docs } from "#functions/site/docs.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { health } from "#functions/site/health.ts";
import { root } from "#functions/site/root.ts";
import { openapi } from "#platform/openapi.ts";
import { api } from "#test/support/api.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";

describe("the site", () => {
  it("is healthy", async () => {
    const answer = await api.call(health, {});
    expect(isDone(answer, 200)).toMatchObject({ status: "ok" });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("refuses what health does not take", async () => {
    isRefused(await api.send(health, { verbose: "1" }), "invalid_input", "verbose");
  });

  it("serves the document that the operations make", async () => {
    const answer = await api.call(getOpenapi, {});
    expect(isDone(answer)).toEqual(JSON.parse(JSON.stringify(openapi(operations))));
    expect(answer.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=300");
  });

  it("serves a reference of every operation that may load nothing from anywhere", async () => {
    const { text, headers, type } = await api.call(docs, {});
    expect(type).toBe("text/html");
    for (const { path } of operations) expect(text).toContain(`<code>${path}</code></h3>`.replaceAll("'", "&#39;"));
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; /);
    expect(text).not.toMatch(/<script|\bsrc=|@import|url\(|https?:/);
    expect(new TextEncoder().encode(text).length).toBeLessThan(1024 * 1024);
  });

  it("answers a browser with a page and a program with JSON", async () => {
    const page = await api.send(root, {}, { headers: { accept: "text/html,*/*;q=0.8" } });
    expect(page.type).toBe("text/html");
    expect(page.text).toContain('href="/docs"');
    expect(page.text).toContain('href="/openapi.json"');
    const json = await api.send(root, {}, { headers: { accept: "*/*" } });
    expect(JSON.parse(json.text)).toMatchObject({ docs: "/docs", openapi: "/openapi.json" });
    expect(json.headers.get("vary")).toBe("accept");
  });

  it("says of every answer that it is only what it says it is", async () => {
    const { headers } = await api.call(health, {});
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toContain("max-age=63072000");
  });

  it("leaves unknown paths to the gateway", async () => {
    expect((await fetch(new URL("/v1/nowhere", stack().api))).status).toBe(404);
  });
});
