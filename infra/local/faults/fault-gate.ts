import { nameIn } from "../arn.ts";
import { throttledTransaction } from "../dynamodb/refusals.ts";
import { type AwsCall, type Gate, ResponseLost } from "../front/call.ts";
import type { Clock } from "../seams.ts";
import type { FaultKind } from "./fault.ts";
import type { Faults, Occurrence } from "./faults.ts";
import { serviceError, throttlingError } from "./service-errors.ts";

type Options = {
  readonly faults: Faults;
  readonly clock: Pick<Clock, "now" | "at">;
  /** Ends the function instance that works on this invocation. */
  kill(requestId: string): void;
};

/** What can befall a call of any service. A call that one fault keeps from being made is no occurrence of the others. */
export function faultGate({ faults, clock, kill }: Options): Gate {
  return async (call, next) => {
    const occurrence = occurrenceOf(call);
    const takes = <K extends FaultKind>(kind: K) => faults.take(kind, occurrence);
    const { requestId } = call.tag ?? {};
    const killed = (): never => {
      if (requestId !== undefined) kill(requestId);
      throw new ResponseLost(`The instance that made the call was killed: ${requestId}`);
    };

    const slow = takes("latency");
    if (slow) await until(clock, slow.milliseconds);
    if (requestId !== undefined && takes("kill-before")) return killed();
    const before = takes("error-before");
    if (before) return serviceError(call, before.error);
    if (takes("throttled")) return throttledTransaction(call, faults.random) ?? throttlingError(call);

    const dies = requestId !== undefined && takes("kill-after");
    const lost = takes("response-lost");
    const after = takes("error-after");
    const answer = await next(call);
    if (dies) return killed();
    if (lost) throw new ResponseLost(`The answer to ${call.service} ${call.operation} was lost`);
    return after ? serviceError(call, after.error) : answer;
  };
}

/** What a fault may ask of a call. What Lambda does in a function's name (polling, destinations) has no tag. */
export function occurrenceOf({ service, operation, caller, tag, body }: AwsCall): Occurrence {
  const functionName = tag && caller.kind === "function" ? nameIn(caller.arn) : undefined;
  return { service, operation, functionName, body };
}

/** Resolves when the clock has moved on by so much, by itself or by being moved. */
export function until(clock: Pick<Clock, "now" | "at">, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(clock.now() + milliseconds, resolve);
  });
}
