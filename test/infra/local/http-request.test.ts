import { request as rawRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { gateway } from "../../../infra/local/http-api/gateway.ts";
import { resourcesOf, serve } from "./serving-api.ts";

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
    expect(() => gateway({ resources: withAuthorizer, runtime, clock: createClock() })).toThrow(
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
