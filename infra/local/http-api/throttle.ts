import { type JsonObject, numberAt, objectAt } from "../json.ts";
import type { Clock } from "../seams.ts";

type Bucket = { tokens: number; at: number };

/** Answers whether a route may take one more request. Each has a bucket of its own, as large as its burst, filled at its rate. */
export type Throttle = (routeKey: string) => boolean;

/** The limits of a stage: those of the route, or the default ones; without any, everything may pass. */
export function throttleOf(stage: JsonObject | undefined, clock: Pick<Clock, "now">): Throttle {
  const defaults = objectAt(stage, "DefaultRouteSettings");
  const perRoute = objectAt(stage, "RouteSettings");
  const buckets = new Map<string, Bucket>();

  return (routeKey) => {
    const settings = { ...defaults, ...objectAt(perRoute, routeKey) };
    const rate = numberAt(settings, "ThrottlingRateLimit");
    const burst = numberAt(settings, "ThrottlingBurstLimit");
    if (rate === undefined || burst === undefined) return true;
    const now = clock.now();
    const { tokens, at } = buckets.get(routeKey) ?? { tokens: burst, at: now };
    const available = Math.min(burst, tokens + ((now - at) / 1000) * rate);
    const passes = available >= 1;
    buckets.set(routeKey, { tokens: passes ? available - 1 : available, at: now });
    return passes;
  };
}
