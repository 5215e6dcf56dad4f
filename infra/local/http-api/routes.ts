import { numberAt, stringAt } from "../json.ts";
import type { Resource } from "../seams.ts";

export type Route = {
  /** `POST /v1/orders/{orderId}`, or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  /** Milliseconds the gateway waits for the function. */
  readonly timeout: number;
};

export type Match = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

type Pattern = { readonly route: Route; readonly method: string; readonly segments: readonly string[] };

/** An integration names its function plainly or inside of the ARN of Lambda's invocation path. */
const functionIn = /arn:[^:]+:lambda:[^:]+:\d+:function:[\w-]+(:[\w$-]+)?/;
/** API Gateway waits no longer than this. */
const longestTimeout = 30_000;

/** The routes of an HTTP API; answers how it would route a request. The path is the decoded one, as AWS matches it. */
export function routeTable(resources: readonly Resource[], apiId: string) {
  const routes = resources
    .filter(({ type, properties }) => type === "AWS::ApiGatewayV2::Route" && properties.ApiId === apiId)
    .map((resource) => routeOf(resource, resources));
  const patterns = routes.filter(({ key }) => key !== "$default").map(patternOf);
  patterns.sort(moreExact);
  const fallback = routes.find(({ key }) => key === "$default");

  return (method: string, path: string): Match | undefined => {
    const segments = path.split("/").slice(1);
    for (const pattern of patterns) {
      if (pattern.method !== "ANY" && pattern.method !== method) continue;
      const pathParameters = parametersOf(pattern.segments, segments);
      if (pathParameters) return { route: pattern.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function routeOf({ properties, stack, logicalId }: Resource, resources: readonly Resource[]): Route {
  const where = `${stack} ${logicalId}`;
  const integrationId = stringAt(properties, "Target")?.replace("integrations/", "");
  const integration = resources.find(
    ({ type, ref, properties: { ApiId } }) =>
      type === "AWS::ApiGatewayV2::Integration" && ref === integrationId && ApiId === properties.ApiId,
  );
  if (!integration) throw new Error(`${where}: the route has no integration`);
  if ((stringAt(properties, "AuthorizationType") ?? "NONE") !== "NONE")
    throw new Error(`${where}: authorizers are not emulated`);
  if (stringAt(integration.properties, "PayloadFormatVersion") !== "2.0")
    throw new Error(`${where}: only payload format 2.0 is`);
  const functionArn = functionIn.exec(stringAt(integration.properties, "IntegrationUri") ?? "")?.[0];
  if (!functionArn) throw new Error(`${where}: only Lambda integrations are emulated`);
  const timeout = numberAt(integration.properties, "TimeoutInMillis") ?? longestTimeout;
  return { key: stringAt(properties, "RouteKey") ?? "$default", functionArn, timeout };
}

function patternOf(route: Route): Pattern {
  const [method = "", path = ""] = route.key.split(" ");
  return { route, method, segments: path.split("/").slice(1) };
}

/** From the left, an exact segment beats a parameter and a parameter beats a greedy one; then a method beats `ANY`. */
function moreExact(a: Pattern, b: Pattern): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i += 1) {
    const difference = vagueness(a.segments[i]) - vagueness(b.segments[i]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
}

function vagueness(segment: string | undefined): number {
  if (segment === undefined) return 0;
  return segment.endsWith("+}") ? 3 : segment.startsWith("{") ? 2 : 1;
}

function parametersOf(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, segment] of pattern.entries()) {
    const found = path[i];
    if (segment.endsWith("+}")) {
      const rest = path.slice(i).join("/");
      return rest === "" ? undefined : { ...parameters, [segment.slice(1, -2)]: rest };
    }
    if (segment.startsWith("{")) {
      if (!found) return undefined;
      parameters[segment.slice(1, -1)] = found;
    } else if (segment !== found) return undefined;
  }
  return pattern.length === path.length ? parameters : undefined;
}
