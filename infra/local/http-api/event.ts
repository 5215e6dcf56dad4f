import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Place } from "../template/assembly.ts";
import type { Match } from "./routes.ts";

export type Received = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly rawQuery: string;
  readonly body: Buffer;
  readonly requestId: string;
};

/** The event a function gets for an HTTP request: payload format 2.0. */
export function eventOf(
  { request, path, rawQuery, body, requestId }: Received,
  { route, pathParameters }: Match,
  api: { readonly id: string; readonly account: Place["account"]; readonly now: number },
) {
  const { cookie, ...headers } = headersOf(request, api.now);
  const query = queryOf(rawQuery);
  const isBase64Encoded = body.length > 0 && !isText(request);
  const domainName = (headers.host ?? "").replace(/:\d+$/, "");
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers,
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: api.account,
      apiId: api.id,
      domainName,
      domainPrefix: domainName.split(".")[0] ?? "",
      http: {
        method: request.method ?? "GET",
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: route.key,
      stage: "$default",
      time: logTime(new Date(api.now)),
      timeEpoch: api.now,
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

/** These are between the client and the gateway. */
const perHop = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "expect"]);

/** Lower-cased, repeated ones joined with commas, and with what the gateway adds. */
function headersOf(request: IncomingMessage, now: number): Record<string, string> {
  const given = Object.entries(request.headersDistinct)
    .filter(([name]) => !perHop.has(name))
    .map(([name, values = []]) => [name, values.join(name === "cookie" ? "; " : ",")]);
  const sent: Record<string, string> = Object.fromEntries(given);
  const epoch = Math.floor(now / 1000).toString(16);
  const forwarded = [sent["x-forwarded-for"], request.socket.remoteAddress].filter(Boolean).join(", ");
  return {
    ...sent,
    "x-amzn-trace-id": sent["x-amzn-trace-id"] ?? `Root=1-${epoch}-${randomBytes(12).toString("hex")}`,
    "x-forwarded-for": forwarded,
    "x-forwarded-port": String(request.socket.localPort ?? ""),
    "x-forwarded-proto": "http",
  };
}

function queryOf(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === "") return undefined;
  const parameters = new URLSearchParams(rawQuery);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name).join(",")]));
}

/** AWS passes on only these as text; forms and bodies without a type arrive in base64 too. */
function isText(request: IncomingMessage): boolean {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (request.headers["content-encoding"] !== undefined) return false;
  return type.startsWith("text/") || ["application/json", "application/javascript", "application/xml"].includes(type);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As in an access log: `12/Mar/2020:19:03:58 +0000`. */
function logTime(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, "0");
  const time = date.toISOString().slice(11, 19);
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${time} +0000`;
}
