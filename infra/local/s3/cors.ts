import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall, Gate } from "../front/call.ts";
import { wildcards } from "../iam/wildcards.ts";
import type { CorsRule } from "./bucket-rules.ts";

const vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Answers preflights, and tells browsers which answers a page may read: refusals too ("Using CORS"). */
export function cors(rulesOf: (path: string) => readonly CorsRule[]): Gate {
  return async (call, next) => {
    if (call.service !== "s3") return next(call);
    const rules = rulesOf(call.path);
    if (call.operation === "Preflight") return preflight(call, rules);
    const answer = await next(call);
    const origin = header(call, "origin");
    const rule = rules.find((one) => covers(one.AllowedOrigins, origin) && one.AllowedMethods.includes(call.method));
    return rule ? { ...answer, headers: { ...answer.headers, ...told(rule, origin) } } : answer;
  };
}

function preflight(call: AwsCall, rules: readonly CorsRule[]): AwsAnswer {
  const origin = header(call, "origin");
  const method = header(call, "access-control-request-method");
  const asked = header(call, "access-control-request-headers");
  const names = asked.split(",").flatMap((name) => name.trim() || []);
  if (origin === "") return xmlFault("BadRequest", "Insufficient information. Origin request header needed.", 400);
  if (!["GET", "HEAD", "PUT", "POST", "DELETE"].includes(method))
    return xmlFault("BadRequest", `Invalid Access-Control-Request-Method: ${method || "null"}`, 400);
  if (rules.length === 0) return refused("CORS is not enabled for this bucket.");
  const rule = rules.find(
    (one) =>
      covers(one.AllowedOrigins, origin) &&
      one.AllowedMethods.includes(method) &&
      names.every((name) => covers(one.AllowedHeaders, name)),
  );
  if (!rule)
    return refused(
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / " +
        "Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  const headers = {
    ...told(rule, origin),
    ...(asked && { "access-control-allow-headers": names.join(", ").toLowerCase() }),
    ...(rule.MaxAge !== undefined && { "access-control-max-age": String(rule.MaxAge) }),
  };
  return { status: 200, headers, body: Buffer.alloc(0) };
}

const refused = (message: string) => xmlFault("AccessForbidden", `CORSResponse: ${message}`, 403);

function told(rule: CorsRule, origin: string) {
  const anybody = rule.AllowedOrigins.includes("*");
  return {
    "access-control-allow-origin": anybody ? "*" : origin,
    ...(!anybody && { "access-control-allow-credentials": "true" }),
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(rule.ExposedHeaders.length > 0 && { "access-control-expose-headers": rule.ExposedHeaders.join(", ") }),
    vary,
  };
}

function covers(patterns: readonly string[], text: string): boolean {
  return text !== "" && patterns.some((pattern) => wildcards(pattern, "i").test(text));
}

function header({ headers }: AwsCall, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
