import { describe, expect, it, onTestFinished } from "vitest";
import { openOrigin } from "../../../infra/local/http-api/origin.ts";
import type { InvokeResult } from "../../../infra/local/seams.ts";
import { serve } from "./serving-api.ts";

const answering = (payload: unknown) => (): InvokeResult => ({ ok: true, payload });

describe("the response", () => {
  async function response(payload: unknown, init?: RequestInit) {
    const { url } = await serve({ routes: ["ANY /"], answer: answering(payload) });
    return fetch(url, init);
  }

  it("is what the function says, several cookies included", async () => {
    const answer = await response({
      statusCode: 201,
      headers: { "Content-Type": "application/json", "X-Number": 3, Connection: "close" },
      cookies: ["a=1; HttpOnly", "b=2"],
      body: "{}",
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("x-number")).toBe("3");
    expect(answer.headers.get("apigw-requestid")).toMatch(/^\S+$/);
    expect(answer.headers.get("date")).toBe("Mon, 09 Mar 2026 07:08:09 GMT");
    expect(answer.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
    expect(await answer.text()).toBe("{}");
  });

  it("has the bytes of a base64 body", async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const answer = await response({ statusCode: 200, isBase64Encoded: true, body: bytes.toString("base64") });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    [{ id: 1 }, '{"id":1}'],
    ["hello", "hello"],
    [[1], "[1]"],
    [null, "null"],
  ])("without a status code is a 200 with the answer as JSON: %j", async (payload, body) => {
    const answer = await response(payload);
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "application/json",
      body,
    ]);
  });

  it("is plain text unless said otherwise", async () => {
    expect((await response({ statusCode: 200, body: "x" })).headers.get("content-type")).toBe(
      "text/plain;charset=UTF-8",
    );
  });

  it.each([[204], [304]])("%i has no body", async (statusCode) => {
    const answer = await response({ statusCode, body: "x" });
    expect([answer.status, await answer.text()]).toEqual([statusCode, ""]);
  });

  it("to HEAD has headers only", async () => {
    const answer = await response({ statusCode: 200, body: "12345" }, { method: "HEAD" });
    expect([answer.headers.get("content-length"), await answer.text()]).toEqual(["5", ""]);
  });

  it.each([
    ["an impossible status", { statusCode: "many" }],
    ["a status out of range", { statusCode: 99 }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a header that is no text", { statusCode: 200, headers: { a: ["b"] } }],
    ["a header HTTP cannot carry", { statusCode: 200, headers: { a: "b\r\nc: d" } }],
  ])("with %s is a 500 by the gateway", async (_what, payload) => {
    const answer = await response(payload);
    expect([answer.status, await answer.json()]).toEqual([500, { message: "Internal Server Error" }]);
  });
});

describe("gateway errors", () => {
  it.each([
    ["Error", 500, "Internal Server Error"],
    ["Sandbox.Timedout", 500, "Internal Server Error"],
    ["Function.ResponseSizeTooLarge", 500, "Internal Server Error"],
    ["RequestEntityTooLargeException", 413, "Request Entity Too Large"],
    ["TooManyRequestsException", 503, "Service Unavailable"],
  ])("an invocation that fails with %s is a %i", async (errorType, status, message) => {
    const failed = { ok: false, error: { errorType, errorMessage: "secret detail" } } as const;
    const { url } = await serve({ routes: ["GET /"], answer: () => failed });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it("a function that takes longer than the integration waits is a 503", async () => {
    const { url, clock } = await serve({
      routes: ["GET /"],
      answer: () => {
        setImmediate(() => clock.advance(30_000));
        return new Promise(() => {});
      },
    });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([503, { message: "Service Unavailable" }]);
  });

  it("an invocation that waits in line for an instance longer than that is answered", async () => {
    const { url, clock } = await serve({ routes: ["GET /"], inLine: async () => clock.advance(31_000) });
    expect((await fetch(url)).status).toBe(200);
  });

  it("too many requests at a time are a 429, for each route on its own", async () => {
    const stage = {
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
      RouteSettings: { "GET /often": { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 } },
    };
    const { url, clock } = await serve({
      routes: ["GET /", "GET /often"],
      stage,
      answer: answering({ statusCode: 204 }),
    });
    const status = async (path = "/") => (await fetch(`${url}${path}`)).status;
    expect([await status(), await status(), await status()]).toEqual([204, 204, 429]);
    expect(await (await fetch(url)).json()).toEqual({ message: "Too Many Requests" });
    expect([await status("/often"), await status("/often"), await status("/often")]).toEqual([204, 204, 204]);
    clock.advance(1_000);
    expect([await status(), await status()]).toEqual([204, 429]);
  });

  it("a request line and header values of more than 10,240 bytes are a 431", async () => {
    const { url } = await serve({ routes: ["GET /"] });
    const status = async (length: number) => {
      const answer = await fetch(url, { headers: { filler: "x".repeat(length) } });
      return [answer.status, Object.keys((await answer.json()) as object)[0]];
    };
    // fetch itself sends less than 500 bytes more.
    expect(await status(9_700)).toEqual([200, "version"]);
    expect(await status(10_240)).toEqual([431, "message"]);
  });

  it("more than 10 MB is a 413, announced or not", async () => {
    const { url } = await serve({ routes: ["POST /"] });
    const status = async (init: RequestInit) => (await fetch(url, { method: "POST", ...init })).status;
    const bytes = (length: number) => new Blob([new Uint8Array(length)]);
    const limit = 10 * 1024 * 1024;
    expect(await status({ body: bytes(limit) })).toBe(200);
    expect(await status({ body: bytes(limit + 1) })).toBe(413);
    expect(await status({ body: bytes(limit + 1).stream(), duplex: "half" })).toBe(413);
  });
});

describe("CORS", () => {
  const cors = {
    AllowOrigins: ["https://shop.example", "http://*"],
    AllowMethods: ["GET", "POST"],
    AllowHeaders: ["authorization"],
    ExposeHeaders: ["etag"],
    MaxAge: 600,
    AllowCredentials: true,
  };
  const own = { statusCode: 200, headers: { "Access-Control-Allow-Origin": "https://own.example" }, body: "" };
  const preflight = (origin: string): RequestInit => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST" },
  });
  const corsHeaders = (answer: Response) =>
    Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith("access-control-")));

  it("answers preflight requests itself", async () => {
    const { url, lines } = await serve({ routes: ["GET /"], cors });
    const answer = await fetch(`${url}/anywhere`, preflight("https://shop.example"));
    expect(answer.status).toBe(204);
    expect(corsHeaders(answer)).toEqual({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "600",
    });
    expect(lines[0]?.operation).toBeUndefined();
  });

  it("tells other origins nothing", async () => {
    const { url } = await serve({ routes: ["GET /"], cors, answer: answering(own) });
    expect(corsHeaders(await fetch(url, preflight("https://evil.example")))).toEqual({});
    expect(corsHeaders(await fetch(url, { headers: { origin: "https://evil.example" } }))).toEqual({});
  });

  it("puts the configured headers in place of the function's", async () => {
    const { url } = await serve({ routes: ["GET /"], cors, answer: answering(own) });
    expect(corsHeaders(await fetch(url, { headers: { origin: "http://any.example" } }))).toEqual({
      "access-control-allow-origin": "http://any.example",
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "etag",
    });
  });

  it("is left to the function when not configured", async () => {
    const { url } = await serve({ routes: ["ANY /"], answer: answering(own) });
    expect(corsHeaders(await fetch(url, preflight("https://shop.example")))).toEqual({
      "access-control-allow-origin": "https://own.example",
    });
  });
});

describe("the origin", () => {
  it("moves on to the next port when the wanted one is taken", async () => {
    const first = await openOrigin(0);
    onTestFinished(() => first.close());
    const second = await openOrigin(first.port);
    onTestFinished(() => second.close());
    expect(first.moved).toBe(false);
    expect(second.moved).toBe(true);
    expect(second.port).toBeGreaterThan(first.port);
  });

  it("asks for patience until somebody answers", async () => {
    const origin = await openOrigin(0);
    onTestFinished(() => origin.close());
    expect((await fetch(origin.url)).status).toBe(503);
  });
});
