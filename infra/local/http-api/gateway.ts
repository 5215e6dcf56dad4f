import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isObject } from "../json.ts";
import type { Clock, LambdaRuntime, Resource } from "../seams.ts";
import { decodedUri } from "../uri.ts";
import { readBody } from "./body.ts";
import { corsOf } from "./cors.ts";
import { eventOf } from "./event.ts";
import type { Handle } from "./origin.ts";
import type { Reply } from "./response.ts";
import * as replies from "./response.ts";
import { type Match, routeTable } from "./routes.ts";
import { throttleOf } from "./throttle.ts";

/** One request that went through, for those who watch. */
export type RequestLine = {
  /** The function's name; without one, the gateway answered by itself. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly requestId: string;
};

type Gateway = {
  readonly resources: readonly Resource[];
  readonly runtime: Pick<LambdaRuntime, "invoke">;
  readonly clock: Pick<Clock, "now" | "at">;
  readonly onRequest?: ((line: RequestLine) => void) | undefined;
};

/** Answers HTTP requests as the template's HTTP API would. */
export function gateway({ resources, runtime, clock, onRequest }: Gateway): Handle {
  const api = resources.find(({ type }) => type === "AWS::ApiGatewayV2::Api");
  const apiId = api?.ref ?? "";
  const match = routeTable(resources, apiId);
  const stage = resources.find(
    ({ type, properties }) => type === "AWS::ApiGatewayV2::Stage" && properties.ApiId === apiId,
  );
  const mayPass = throttleOf(stage?.properties, clock);
  const cors = corsOf(isObject(api?.properties.CorsConfiguration) ? api.properties.CorsConfiguration : undefined);

  async function answer(request: IncomingMessage, requestId: string): Promise<Answered> {
    const [rawPath = "/", ...query] = (request.url ?? "/").split("?");
    // AWS matches and passes on the decoded path, `%2F` included.
    const path = decodedUri(rawPath);
    const preflight = cors.preflight(request.method ?? "GET", request.headers);
    if (preflight) return { path: path ?? rawPath, reply: preflight };
    const { found, reply } = await routed(request, path, query.join("?"), requestId);
    return { path: path ?? rawPath, found, reply: cors.apply(reply, request.headers) };
  }

  async function routed(request: IncomingMessage, path: string | undefined, rawQuery: string, requestId: string) {
    if (headSize(request) > longestHead) return { reply: replies.headTooLarge };
    if (path === undefined) return { reply: replies.badRequest };
    const found = match(request.method ?? "GET", path);
    if (!found) return { reply: replies.notFound };
    if (!mayPass(found.route.key)) return { found, reply: replies.tooMany };
    const body = await readBody(request);
    if (!body) return { found, reply: replies.tooLarge };
    const received = { request, path, rawQuery, body, requestId };
    const event = eventOf(received, found, { id: apiId, account: api?.arn.split(":")[4] ?? "", now: clock.now() });
    const { functionArn, timeout } = found.route;
    const invoke = (begins: () => void) => runtime.invoke(functionArn, event, begins).then(replies.replyTo);
    return { found, reply: await inTime(invoke, timeout) };
  }

  /** From when an instance takes it; the function runs on when the gateway stops waiting for it. */
  async function inTime(invoke: (begins: () => void) => Promise<Reply>, milliseconds: number): Promise<Reply> {
    const { promise: late, resolve } = Promise.withResolvers<Reply>();
    let cancel = () => {};
    const begins = () => {
      cancel = clock.at(clock.now() + milliseconds, () => resolve(replies.unavailable));
    };
    try {
      return await Promise.race([invoke(begins), late]);
    } finally {
      cancel();
    }
  }

  return async (request, response) => {
    const started = performance.now();
    const requestId = randomUUID();
    const { path, found, reply } = await answer(request, requestId);
    const status = send(request, response, reply, { requestId, now: clock.now() });
    onRequest?.({
      operation: found?.route.functionArn.split(":")[6],
      method: request.method ?? "GET",
      path,
      status,
      milliseconds: performance.now() - started,
      requestId,
    });
  };
}

type Answered = { readonly path: string; readonly found?: Match | undefined; readonly reply: Reply };

/** Bytes of request line and header values that API Gateway takes (Developer Guide, quotas of HTTP APIs). */
const longestHead = 10_240;

function headSize({ method, url, httpVersion, rawHeaders }: IncomingMessage): number {
  const values = rawHeaders.filter((_, at) => at % 2 === 1);
  return [`${method} ${url} HTTP/${httpVersion}`, ...values].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** Answers the status sent: headers that HTTP cannot carry make it a 500, as on AWS. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Reply,
  { requestId, now }: { readonly requestId: string; readonly now: number },
): number {
  try {
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.setHeader("apigw-requestid", requestId);
    response.setHeader("date", new Date(now).toUTCString());
    const bodiless = status === 204 || status === 304;
    if (!bodiless) response.setHeader("content-length", body.length);
    response.writeHead(status).end(bodiless || request.method === "HEAD" ? undefined : body);
    return status;
  } catch {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response
      .writeHead(replies.serverError.status, { "content-type": "application/json" })
      .end(replies.serverError.body);
    return replies.serverError.status;
  }
}
