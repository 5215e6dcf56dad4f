import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Problem } from "#platform/problem.ts";

export type Sent = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** The event API Gateway makes of a request; text arrives as text, bytes as base64. */
export function eventOf({ path, query, headers = {}, body }: Sent): APIGatewayProxyEventV2 {
  const http = { method: "POST", path: "/", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/",
    rawQueryString: "",
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(query && { queryStringParameters: { ...query } }),
    ...(path && { pathParameters: { ...path } }),
    ...(body !== undefined && { body: typeof body === "string" ? body : Buffer.from(body).toString("base64") }),
    isBase64Encoded: typeof body === "object",
    requestContext: { requestId: "request-1", http } as APIGatewayProxyEventV2["requestContext"],
  };
}

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Invokes a Lambda as API Gateway does. */
export async function invoke(handler: unknown, sent: Sent) {
  const context = { getRemainingTimeInMillis: () => 10_000 } as Context;
  const { statusCode, headers = {}, body = "" } = await (handler as Handler)(eventOf(sent), context);
  const type = String(headers["content-type"] ?? "");
  const problem = type === "application/problem+json" ? (JSON.parse(body) as Problem) : undefined;
  return { status: statusCode, headers, text: body, problem };
}
