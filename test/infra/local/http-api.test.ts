import { request as rawRequest } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { gateway, type RequestLine } from "../../../infra/local/http-api/gateway.ts";
import { openOrigin } from "../../../infra/local/http-api/origin.ts";
import type { InvokeResult, Resource } from "../../../infra/local/seams.ts";
import { readStack } from "../../../infra/local/template.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

type Api = {
  readonly routes: readonly string[];
  readonly cors?: Record<string, unknown>;
  /** What every function answers; the event itself, if left out. */
  readonly answer?: () => Promise<InvokeResult> | InvokeResult;
  readonly timeout?: number;
};

function resourcesOf({ routes, cors, timeout = 30_000 }: Api): readonly Resource[] {
  const api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ...(cors && { CorsConfiguration: cors }) } };
  const perRoute = routes.flatMap((key, i) => {
    const uri = `arn:aws:lambda:eu-central-1:000000000000:function:f${i}`;
    const common = { ApiId: { Ref: "Api" } };
    const integration = {
      IntegrationType: "AWS_PROXY",
      IntegrationUri: uri,
      PayloadFormatVersion: "2.0",
      TimeoutInMillis: timeout,
    };
    const target = { "Fn::Join": ["", ["integrations/", { Ref: `Integration${i}` }]] };
    return [
      [`Integration${i}`, { Type: "AWS::ApiGatewayV2::Integration", Properties: { ...common, ...integration } }],
      [`Route${i}`, { Type: "AWS::ApiGatewayV2::Route", Properties: { ...common, RouteKey: key, Target: target } }],
    ];
  });
  const template = { Resources: { Api: api, ...Object.fromEntries(perRoute) } };
  return readStack(handMadeAssembly().finish(template), "shop").resources;
}

/** Serves an API whose functions answer as told; answers its URL and what was seen of it. */
async function serve(api: Api) {
  const lines: RequestLine[] = [];
  const origin = await openOrigin(0);
  onTestFinished(() => origin.close());
  const invoke = async (_arn: string, event: unknown): Promise<InvokeResult> =>
    api.answer ? api.answer() : { ok: true, payload: { statusCode: 200, body: JSON.stringify(event) } };
  const clock = { now: () => Date.UTC(2026, 2, 9, 7, 8, 9, 123) };
  origin.serve(
    gateway({ resources: resourcesOf(api), runtime: { invoke }, clock, onRequest: (line) => lines.push(line) }),
  );
  return { ...origin, lines };
}

const answering = (payload: unknown) => (): InvokeResult => ({ ok: true, payload });

type Event = {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly pathParameters?: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
};

async function eventFor(url: string, init?: RequestInit): Promise<Event> {
  return (await (await fetch(url, init)).json()) as Event;
}

describe("routes", () => {
  const routes = [
    "GET /events/{eventId}",
    "GET /events/search",
    "POST /events/search",
    "ANY /events/{eventId}",
    "GET /events/{eventId}/tickets/{ticketId}",
    "GET /events/search/{rest+}",
    "GET /media/{proxy+}",
    "GET /",
  ];

  it.each([
    ["GET", "/events/search", "GET /events/search", undefined],
    ["GET", "/events/1", "GET /events/{eventId}", { eventId: "1" }],
    ["PATCH", "/events/1", "ANY /events/{eventId}", { eventId: "1" }],
    ["PATCH", "/events/search", "ANY /events/{eventId}", { eventId: "search" }],
    [
      "GET",
      "/events/a%20b/tickets/%C4%8D",
      "GET /events/{eventId}/tickets/{ticketId}",
      { eventId: "a b", ticketId: "č" },
    ],
    ["GET", "/events/search/a/b", "GET /events/search/{rest+}", { rest: "a/b" }],
    ["GET", "/media/x/y.png?z=1", "GET /media/{proxy+}", { proxy: "x/y.png" }],
    ["GET", "/", "GET /", undefined],
  ])("%s %s goes to %s", async (method, path, routeKey, pathParameters) => {
    const { url } = await serve({ routes });
    const event = await eventFor(`${url}${path}`, { method });
    expect(event.routeKey).toBe(routeKey);
    expect(event.pathParameters).toEqual(pathParameters);
  });

  it.each([
    ["GET", "/nowhere"],
    ["DELETE", "/"],
    ["GET", "/media/"],
    ["GET", "/events/1/"],
    ["GET", "/events//tickets/1"],
  ])("%s %s goes nowhere: 404 by the gateway", async (method, path) => {
    const { url, lines } = await serve({ routes });
    const response = await fetch(`${url}${path}`, { method });
    expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }]);
    expect(lines).toMatchObject([{ operation: undefined, method, status: 404 }]);
  });

  it("fall back to $default", async () => {
    const { url } = await serve({ routes: ["GET /known", "$default"] });
    expect((await eventFor(`${url}/any/thing`, { method: "PUT" })).routeKey).toBe("$default");
  });

  it("refuse a path that cannot be decoded", async () => {
    const { url } = await serve({ routes: ["$default"] });
    expect((await fetch(`${url}/%E0%A4%A`)).status).toBe(400);
  });

  it("that need what is not emulated are refused at the start", () => {
    const withAuthorizer = resourcesOf({ routes: ["GET /"] }).map((resource) =>
      resource.type === "AWS::ApiGatewayV2::Route"
        ? { ...resource, properties: { ...resource.properties, AuthorizationType: "JWT" } }
        : resource,
    );
    const runtime = { invoke: async () => ({ ok: true, payload: null }) as const };
    expect(() => gateway({ resources: withAuthorizer, runtime, clock: { now: () => 0 } })).toThrow(
      "authorizers are not emulated",
    );
  });
});

describe("the event", () => {
  it("is payload format 2.0", async () => {
    const { url, port, lines } = await serve({ routes: ["POST /orders/{orderId}"] });
    const event = await eventFor(`${url}/orders/7?b=2&a=1&a=%C4%8D+x&empty`, {
      method: "POST",
      headers: { "content-type": "application/json", "User-Agent": "test/1", Cookie: "one=1; two=2" },
      body: '{"a":1}',
    });
    expect(event).toEqual({
      version: "2.0",
      routeKey: "POST /orders/{orderId}",
      rawPath: "/orders/7",
      rawQueryString: "b=2&a=1&a=%C4%8D+x&empty",
      cookies: ["one=1", "two=2"],
      headers: expect.objectContaining({
        "content-type": "application/json",
        "content-length": "7",
        host: `127.0.0.1:${port}`,
        "user-agent": "test/1",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": String(port),
        "x-forwarded-proto": "http",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      }),
      queryStringParameters: { b: "2", a: "1,č x", empty: "" },
      pathParameters: { orderId: "7" },
      requestContext: {
        accountId: "000000000000",
        apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
        domainName: "127.0.0.1",
        domainPrefix: "127",
        http: {
          method: "POST",
          path: "/orders/7",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "test/1",
        },
        requestId: lines[0]?.requestId,
        routeKey: "POST /orders/{orderId}",
        stage: "$default",
        time: "09/Mar/2026:07:08:09 +0000",
        timeEpoch: Date.UTC(2026, 2, 9, 7, 8, 9, 123),
      },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect(event.headers.cookie).toBeUndefined();
  });

  it("leaves out what the request has not", async () => {
    const { url } = await serve({ routes: ["GET /"] });
    const event = await eventFor(url);
    for (const absent of ["cookies", "queryStringParameters", "pathParameters", "body"])
      expect(event).not.toHaveProperty(absent);
    expect(event).toMatchObject({ rawQueryString: "", isBase64Encoded: false });
  });

  it("joins repeated headers with commas", async () => {
    const { port } = await serve({ routes: ["GET /"] });
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { "X-Many": ["a", "b"], "X-FORWARDED-FOR": "1.2.3.4" };
      const sent = rawRequest({ port, host: "127.0.0.1", headers }, async (response) => {
        resolve((await response.toArray()).join(""));
      });
      sent.on("error", reject).end();
    });
    expect(JSON.parse(text).headers).toMatchObject({ "x-many": "a,b", "x-forwarded-for": "1.2.3.4, 127.0.0.1" });
  });

  it.each([
    ["application/json; charset=utf-8", false],
    ["text/csv", false],
    ["application/xml", false],
    ["image/png", true],
    ["application/x-www-form-urlencoded", true],
    ["application/problem+json", true],
    ["multipart/form-data; boundary=x", true],
  ])("has a body of type %s in base64: %s", async (type, isBase64Encoded) => {
    const { url } = await serve({ routes: ["PUT /"] });
    const event = await eventFor(url, { method: "PUT", headers: { "content-type": type }, body: "žluť" });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? "", isBase64Encoded ? "base64" : "utf8").toString()).toBe("žluť");
  });
});

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
    ["RequestEntityTooLargeException", 413, "Request Entity Too Large"],
  ])("an invocation that fails with %s is a %i", async (errorType, status, message) => {
    const failed = { ok: false, error: { errorType, errorMessage: "secret detail" } } as const;
    const { url } = await serve({ routes: ["GET /"], answer: () => failed });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it("a function that takes longer than the integration waits is a 503", async () => {
    const { url } = await serve({ routes: ["GET /"], timeout: 50, answer: () => new Promise(() => {}) });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([503, { message: "Service Unavailable" }]);
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
