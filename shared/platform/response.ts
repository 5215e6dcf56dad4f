import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type Fault, faults } from "#domain/fault.ts";
import type { Operation } from "#platform/operation.ts";
import { problemOf } from "#platform/problem.ts";

/** Headers of every answer (OWASP's REST list): nothing sniffed, framed, or kept by caches unless said so. */
const always = {
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** An answer that is not JSON, such as a QR code. */
export type Rendered = {
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

const isRendered = (result: unknown): result is Rendered =>
  typeof result === "object" && result !== null && "contentType" in result && "body" in result;

/**
 * What a shared cache may do: keep what anybody may see, for as long as the operation says. An answer to somebody in
 * particular may hold more than that, and must neither be kept nor be replaced by what was kept for all.
 */
function caching(op: Operation, isPersonal: boolean): Record<string, string> {
  const vary: Record<string, string> = op.auth === "optional" ? { vary: "authorization" } : {};
  if (!op.cacheSeconds || isPersonal) return { ...vary, "cache-control": "no-store" };
  return { ...vary, "cache-control": `public, max-age=0, s-maxage=${op.cacheSeconds}` };
}

export function respond(
  op: Operation,
  result: unknown,
  { requestId, isPersonal }: { readonly requestId: string; readonly isPersonal: boolean },
): APIGatewayProxyStructuredResultV2 {
  const headers = { ...always, "x-request-id": requestId, ...caching(op, isPersonal) };
  if (op.produces && isRendered(result)) {
    const type = { "content-type": result.contentType, ...result.headers };
    return typeof result.body === "string"
      ? { statusCode: op.success, headers: { ...headers, ...type }, body: result.body }
      : {
          statusCode: op.success,
          headers: { ...headers, ...type },
          body: Buffer.from(result.body).toString("base64"),
          isBase64Encoded: true,
        };
  }
  if (!op.output) return { statusCode: op.success, headers };
  const output = op.output.parse(result);
  const version = (output as { version?: unknown }).version;
  const etag: Record<string, string> = typeof version === "number" ? { etag: `"${version}"` } : {};
  return {
    statusCode: op.success,
    headers: { ...headers, ...etag, "content-type": "application/json" },
    body: JSON.stringify(output),
  };
}

export function refuse(fault: Fault, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status } = faults[fault.code];
  const retryAfter = fault.retryAfter ?? (status === 503 || status === 429 ? 5 : undefined);
  return {
    statusCode: status,
    headers: {
      ...always,
      "x-request-id": requestId,
      "cache-control": "no-store",
      "content-type": "application/problem+json",
      ...(status === 401 && { "www-authenticate": 'Bearer realm="bilten"' }),
      ...(retryAfter !== undefined && { "retry-after": String(Math.ceil(retryAfter)) }),
    },
    body: JSON.stringify(problemOf(fault, requestId)),
  };
}
