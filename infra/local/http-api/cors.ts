import type { IncomingHttpHeaders } from "node:http";
import { type JsonObject, listAt, numberAt } from "../json.ts";
import type { Reply } from "./response.ts";

export type Cors = {
  /** The gateway's own answer, if this is a preflight request; no function sees it. */
  preflight(method: string, headers: IncomingHttpHeaders): Reply | undefined;
  /** The function's CORS headers make way for the configured ones. */
  apply(reply: Reply, headers: IncomingHttpHeaders): Reply;
};

/** Follows the API's `CorsConfiguration`; without one, functions answer for themselves. */
export function corsOf(configuration: JsonObject | undefined): Cors {
  if (!configuration) return { preflight: () => undefined, apply: (reply) => reply };

  const list = (key: string) => listAt(configuration, key).map(String);
  const allowCredentials = configuration.AllowCredentials === true;
  const origins = list("AllowOrigins");

  function originHeaders(origin: string | undefined): [string, string][] {
    if (!origin || !origins.some((pattern) => covers(pattern, origin))) return [];
    return [
      ["access-control-allow-origin", origins.includes("*") ? "*" : origin],
      ...(allowCredentials ? ([["access-control-allow-credentials", "true"]] satisfies [string, string][]) : []),
      ...(origins.includes("*") ? [] : ([["vary", "origin"]] satisfies [string, string][])),
    ];
  }

  return {
    preflight(method, headers) {
      const asked = headers["access-control-request-method"];
      if (method !== "OPTIONS" || !headers.origin || !asked) return undefined;
      const allowed = originHeaders(headers.origin);
      if (allowed.length === 0) return { status: 204, headers: [], body: Buffer.alloc(0) };
      const maxAge = numberAt(configuration, "MaxAge");
      const told: [string, string][] = [
        ["access-control-allow-methods", list("AllowMethods").join(",")],
        ["access-control-allow-headers", list("AllowHeaders").join(",")],
        ["access-control-max-age", maxAge === undefined ? "" : String(maxAge)],
      ];
      return { status: 204, headers: [...allowed, ...told.filter(([, value]) => value !== "")], body: Buffer.alloc(0) };
    },
    apply(reply, { origin }) {
      const others = reply.headers.filter(([name]) => !name.startsWith("access-control-"));
      const allowed = originHeaders(origin);
      const exposed = list("ExposeHeaders").join(",");
      const expose: [string, string][] =
        allowed.length > 0 && exposed !== "" ? [["access-control-expose-headers", exposed]] : [];
      return { ...reply, headers: [...others, ...allowed, ...expose] };
    },
  };
}

/** `*`, an origin, or a scheme with any host: `https://*`. */
function covers(pattern: string, origin: string): boolean {
  return pattern.endsWith("*")
    ? origin.startsWith(pattern.slice(0, -1))
    : pattern.toLowerCase() === origin.toLowerCase();
}
