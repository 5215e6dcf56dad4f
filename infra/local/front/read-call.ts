import type { IncomingMessage } from "node:http";
import { callTag } from "../lambda/call-tag.ts";
import type { AwsCall, Caller, CallTag } from "./call.ts";
import { s3Operation, sesOperation } from "./rest-operations.ts";
import { serviceOf } from "./target.ts";

export type CallerOf = (accessKeyId: string | undefined) => Caller;

type Scope = { readonly accessKeyId: string; readonly service: string };

/** What an HTTP request asks of AWS; undefined when it is not an AWS request at all. */
export async function readCall(request: IncomingMessage, callerOf: CallerOf): Promise<AwsCall | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { [callTag]: tag, ...headers } = request.headers;
  const { method = "GET", url: path = "/" } = request;
  const scope = scopeOf(headers.authorization, path);
  // Browsers reach S3 without a scope we can see: a form carries its own in the body, a preflight has none.
  const service = scope ? serviceOf(headers["x-amz-target"], path, scope.service) : path.length > 1 ? "s3" : undefined;
  if (service === undefined) return undefined;
  const call = {
    ...{ service, caller: callerOf(scope?.accessKeyId), tag: readTag(tag), method, path, headers },
    body: Buffer.concat(chunks),
  };
  return { ...call, operation: operationOf(call) };
}

/** `<request id>/<order>`, as a function instance writes it. */
export function readTag(tag: string | readonly string[] | undefined): CallTag | undefined {
  const [requestId, order] = typeof tag === "string" ? tag.split("/") : [];
  return requestId ? { requestId, order: Number(order) } : undefined;
}

/** The credential scope names key and service: `AKIA…/20260101/eu-west-1/dynamodb/aws4_request`. */
function scopeOf(authorization: string | undefined, path: string): Scope | undefined {
  const credential = authorization
    ? /Credential=([^,\s]+)/.exec(authorization)?.[1]
    : new URL(path, "http://aws").searchParams.get("X-Amz-Credential");
  const [accessKeyId, , , service, end] = credential?.split("/") ?? [];
  return accessKeyId && service && end === "aws4_request" ? { accessKeyId, service } : undefined;
}

function operationOf({ service, method, path, headers, body }: Omit<AwsCall, "operation">): string {
  if (service === "s3") return s3Operation(method, path, headers);
  if (service === "ses") return sesOperation(method, path);
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  const action = new URLSearchParams(body.toString("latin1")).get("Action");
  return action ?? `${method} ${path}`;
}
