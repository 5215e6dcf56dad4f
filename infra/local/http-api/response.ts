import { isObject, type JsonObject, listAt, objectAt } from "../json.ts";
import type { InvokeResult } from "../seams.ts";

/** What goes back to the client. */
export type Reply = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** An answer the gateway makes itself. */
export function gatewayReply(status: number, message: string): Reply {
  return { status, headers: [["content-type", "application/json"]], body: Buffer.from(JSON.stringify({ message })) };
}

export const notFound = gatewayReply(404, "Not Found");
export const badRequest = gatewayReply(400, "Bad Request");
export const tooLarge = gatewayReply(413, "Request Entity Too Large");
export const headTooLarge = gatewayReply(431, "Request Header Fields Too Large");
export const tooMany = gatewayReply(429, "Too Many Requests");
export const serverError = gatewayReply(500, "Internal Server Error");
export const unavailable = gatewayReply(503, "Service Unavailable");

/** Where Lambda refused to run the function. Every error of a function itself is the same to the gateway. */
const refusals: ReadonlyMap<string, Reply> = new Map([
  ["RequestEntityTooLargeException", tooLarge],
  ["TooManyRequestsException", unavailable],
]);

/** The HTTP response to what a function answered, payload format 2.0; a malformed answer is a 500. */
export function replyTo(result: InvokeResult): Reply {
  if (!result.ok) return refusals.get(result.error.errorType) ?? serverError;
  const { payload } = result;
  return isObject(payload) && "statusCode" in payload ? explicitReply(payload) : inferredReply(payload);
}

/** Without a status code the whole answer is the body, as JSON. */
function inferredReply(payload: unknown): Reply {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return { status: 200, headers: [["content-type", "application/json"]], body: Buffer.from(text) };
}

function explicitReply(payload: JsonObject): Reply {
  const status = Number(payload.statusCode);
  const { body = "", headers: given = {}, cookies = [] } = payload;
  if (!Number.isInteger(status) || status < 200 || status > 599) return serverError;
  if (typeof body !== "string" || !isObject(given) || !Array.isArray(cookies)) return serverError;
  const values = Object.entries(objectAt(payload, "headers"));
  if (values.some(([, value]) => typeof value === "object")) return serverError;
  const headers = values
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !ownHeaders.has(name));
  const setCookies = listAt(payload, "cookies").map((value): [string, string] => ["set-cookie", String(value)]);
  const untyped = body !== "" && !headers.some(([name]) => name === "content-type");
  const type: [string, string][] = untyped ? [["content-type", "text/plain;charset=UTF-8"]] : [];
  const bytes = Buffer.from(body, payload.isBase64Encoded === true ? "base64" : "utf8");
  return { status, headers: [...type, ...headers, ...setCookies], body: bytes };
}

/** The connection is the gateway's, not the function's. */
const ownHeaders = new Set(["connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade"]);
