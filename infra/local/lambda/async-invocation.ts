import type { Clock, InvokeResult } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";

/** Hands a record to a destination: a queue, topic, bus or function; the function it came from is who has the permission. */
export type Deliver = (destinationArn: string, record: unknown, functionArn: string) => Promise<void>;

export type AsyncOptions = {
  readonly clock: Clock;
  /** Milliseconds before the first, second… try after a failed one. AWS waits one minute, then two. */
  readonly retryDelays: readonly number[];
  run(fn: LambdaFunction, requestId: string, event: unknown): Promise<InvokeResult>;
  deliver: Deliver;
};

/** Tries an event until it succeeds or its retries are used up; then it goes to the function's on-failure destination. */
export async function invokeWithRetries(
  fn: LambdaFunction,
  requestId: string,
  event: unknown,
  { clock, retryDelays, run, deliver }: AsyncOptions,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const result = await run(fn, requestId, event);
    if (result.ok) return;
    if (tries > fn.retries) {
      const record = failureRecord({ fn, requestId, event, tries, clock, result });
      if (fn.onFailure) await deliver(fn.onFailure, record, fn.arn);
      return;
    }
    await waitFor(retryDelays[tries - 1] ?? retryDelays.at(-1) ?? 0, clock);
  }
}

/** Waits on the clock, so that moving it forward brings the retry. */
function waitFor(milliseconds: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.at(clock.now() + milliseconds, resolve);
  });
}

type Failure = {
  readonly fn: LambdaFunction;
  readonly requestId: string;
  readonly event: unknown;
  readonly tries: number;
  readonly clock: Clock;
  readonly result: Extract<InvokeResult, { ok: false }>;
};

/** The record Lambda writes for destinations, version 1.0. */
function failureRecord({ fn, requestId, event, tries, clock, result }: Failure) {
  return {
    version: "1.0",
    timestamp: new Date(clock.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: tries,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: result.error,
  };
}
