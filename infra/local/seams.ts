/**
 * The seams between the parts of the local cloud. It knows AWS and nothing of the product: everything it runs comes
 * from the synthesized CloudFormation template.
 */

import type { InnerCall } from "./front/inner-call.ts";
import type { Credentials } from "./front/install-key.ts";
import type { Calm } from "./lambda/messages.ts";

/** One resource of the template (nested stacks flattened), every intrinsic in `properties` already resolved. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What `Ref` answers: table name, function name, queue URL, bucket name, secret ARN… */
  readonly ref: string;
  readonly arn: string;
};

export type LambdaError = { readonly errorType: string; readonly errorMessage: string };
export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: LambdaError };

/** Runs Lambda functions as worker threads. */
export type LambdaRuntime = {
  /**
   * `InvocationType: RequestResponse`: one try, waits for the answer. `begins` is told when an instance takes it: here an
   * invocation may wait in line for one, where AWS would start another.
   */
  invoke(functionArn: string, event: unknown, begins?: () => void): Promise<InvokeResult>;
  /** `InvocationType: Event`: queued, two retries, then the on-failure destination. Resolves when queued. */
  invokeAsync(functionArn: string, event: unknown): Promise<void>;
  /** Functions running or queued now. */
  inFlight(): number;
  stop(): Promise<void>;
};

/** Says when an invocation may start, and names it. Without one, each starts at once under an id made of chance. */
export type Pacing = {
  /** Called once there are tables, before anything runs. */
  know(
    resources: readonly Resource[],
    front: { readonly call: (call: InnerCall) => Promise<Record<string, unknown>> },
  ): Promise<void>;
  invocation(functionName: string, run: (requestId: string) => Promise<InvokeResult>): Promise<InvokeResult>;
  /** A call of an invocation is answered, and its instance has done all that follows from that at once. */
  settled(call: { readonly requestId: string; readonly order: number }): void;
  /** A timer of an invocation goes off. */
  rings(requestId: string): void;
  /** All that followed from its timers is done; if idle, it does nothing but wait for more of them. */
  calm(invocation: Calm): void;
  /** The clock for calls that wait in the middle of being carried out. */
  clockFor(clock: Clock): Pick<Clock, "now" | "at">;
};

/** A clock that tests move forward; everything that waits in the local cloud waits on it. */
export type Clock = {
  /** Milliseconds since the epoch, offset included. */
  now(): number;
  /** Whether it only moves when it is moved. */
  readonly stands?: boolean;
  /** Milliseconds added to the machine's clock. */
  offset(): number;
  advance(milliseconds: number): void;
  /** Calls back once the clock has reached `at`; answers a function that cancels. */
  at(at: number, callback: () => void): () => void;
  /** When the next callback is due, if one waits. */
  nextAlarm(): number | undefined;
  /** Lets other threads tell the time: see `timeOf`. */
  readonly shared: SharedArrayBuffer;
};

/** Where AWS calls go, and what a function signs them with. */
export type AwsFront = {
  /** `http://127.0.0.1:<port>`, for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** What a function signs with; each has its own, so that every call can be attributed to it. */
  credentialsFor(functionArn: string): Required<Credentials>;
  stop(): Promise<void>;
};

/** Moves what happened to whoever reacts: bus rules, stream mappings, queue mappings, schedules. */
export type EventPlumbing = {
  /** Events, records and visible messages taken in but not finished with yet; delayed messages do not count. */
  pending(): Promise<number>;
  stop(): Promise<void>;
};
