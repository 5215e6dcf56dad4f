import type { MessagePort } from "node:worker_threads";
import type { LambdaError } from "../seams.ts";

/** What a worker needs to become an instance of a function. */
export type InstanceData = {
  readonly functionName: string;
  readonly functionArn: string;
  readonly code: string;
  readonly handler: string;
  readonly timeout: number;
  readonly memory: number;
  /** One Int32, set to 1 when an invocation has been posted: the frozen worker waits on it. */
  readonly wake: SharedArrayBuffer;
  /** Tells the time: see `timeOf`. */
  readonly clock: SharedArrayBuffer;
  /** Whether chance follows from each invocation's request id, so that a run can be repeated. */
  readonly seeded: boolean;
  /** Brings the numbers of timers that go off, where they wait on the clock: see `timersOnClock`. */
  readonly timers: MessagePort | undefined;
};

/** Event and answer travel as JSON text, as they do on AWS: what JSON cannot carry does not arrive. */
export type Invocation = {
  readonly requestId: string;
  readonly event: string;
  /** Made to time out: it does all its work, but its answer comes too late. */
  readonly late?: boolean;
  /** Made to leave its environment dirty: see `dirty-environment`. */
  readonly dirty?: boolean;
};

/** An invocation that waits, and how many calls it has sent until now. */
export type Calm = { readonly requestId: string; readonly sent: number; readonly idle: boolean };

export type FromInstance =
  | { readonly kind: "ready" }
  /** In paced runs: a call was answered, and all that follows from it at once is done. */
  | { readonly kind: "settled"; readonly requestId: string; readonly order: number }
  /** In paced runs: sets a timer, or clears it. */
  | { readonly kind: "timer"; readonly id: number; readonly milliseconds?: number }
  /** In paced runs: all that followed from the timers heard of is done; if idle, nothing goes on but waiting for more. */
  | ({ readonly kind: "calm"; readonly heard: number } & Calm)
  | { readonly kind: "log"; readonly text: string }
  /** With the bytes the instance holds. */
  | { readonly kind: "answer"; readonly payload: string; readonly memory: number }
  | { readonly kind: "error"; readonly error: LambdaError; readonly memory: number }
  /** An error after which the instance ends: nobody caught it, or the code did not load. */
  | { readonly kind: "broken"; readonly error: LambdaError };
