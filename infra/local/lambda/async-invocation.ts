import type { Deliver } from "../plumbing/destinations.ts";
import type { Clock, InvokeResult } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";
import { throttled } from "./limits.ts";

type Parts = {
  readonly clock: Pick<Clock, "now" | "at">;
  run(fn: LambdaFunction, requestId: string, event: unknown): Promise<InvokeResult>;
  deliver: Deliver;
  stopped(): boolean;
};

type Condition = "Success" | "RetriesExhausted" | "EventAgeExceeded";

/**
 * Sees an event of Lambda's own queue through to a destination. An error is tried again after one minute and then
 * after two, as often as the function says; a throttled try is no try, and comes again after a second, then two, four,
 * up to five minutes. What has waited for longer than the function's maximum age is given up. (Lambda Developer Guide,
 * "How Lambda handles errors and retries with asynchronous invocation".)
 */
export async function invokeWithRetries(fn: LambdaFunction, requestId: string, event: unknown, parts: Parts) {
  const { clock, run, deliver, stopped } = parts;
  const expires = clock.now() + fn.maximumAge;
  for (let tries = 0, throttles = 0; ; ) {
    const result = await run(fn, requestId, event);
    if (stopped()) return;
    const refused = throttled(result);
    if (!refused) tries += 1;
    const end = (condition: Condition) => {
      const to = result.ok ? fn.onSuccess : fn.onFailure;
      const record = { fn, requestId, event, tries, result, condition, now: clock.now() };
      return to === undefined ? undefined : deliver(to, invocationRecord(record), fn.arn);
    };
    if (result.ok) return end("Success");
    if (tries > fn.retries) return end("RetriesExhausted");
    const pause = refused ? Math.min(1_000 * 2 ** throttles++, 300_000) : tries * 60_000;
    await reached(Math.min(clock.now() + pause, expires), clock);
    if (stopped()) return;
    if (clock.now() >= expires) return end("EventAgeExceeded");
  }
}

function reached(at: number, clock: Pick<Clock, "at">): Promise<void> {
  return new Promise((resolve) => {
    clock.at(at, resolve);
  });
}

type Ended = {
  readonly fn: LambdaFunction;
  readonly requestId: string;
  readonly event: unknown;
  readonly tries: number;
  readonly result: InvokeResult;
  readonly condition: Condition;
  readonly now: number;
};

/** The record Lambda writes for destinations, version 1.0. */
function invocationRecord({ fn, requestId, event, tries, result, condition, now }: Ended) {
  return {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:$LATEST`,
      condition,
      approximateInvokeCount: tries,
    },
    requestPayload: event,
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      ...(!result.ok && { functionError: "Unhandled" }),
    },
    responsePayload: result.ok ? result.payload : result.error,
  };
}
