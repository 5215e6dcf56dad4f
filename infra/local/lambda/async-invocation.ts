import type { Clock, InvokeResult } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";

export type AsyncOptions = {
  readonly clock: Clock;
  /** Milliseconds before the first, second… try after a failed one. AWS waits one minute, then two. */
  readonly retryDelays: readonly number[];
  run(fn: LambdaFunction, requestId: string, event: unknown): Promise<InvokeResult>;
  /** Hands a record to a destination: a queue, topic, bus or function. */
  deliver(destinationArn: string, record: unknown): Promise<void>;
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
      if (fn.onFailure) await deliver(fn.onFailure, failureRecord({ fn, requestId, event, tries, clock, result }));
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
