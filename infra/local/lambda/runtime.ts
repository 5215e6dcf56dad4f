import { randomUUID } from "node:crypto";
import type { AwsFront, Clock, InvokeResult, LambdaRuntime, Pacing, Resource } from "../seams.ts";
import { type Deliver, invokeWithRetries } from "./async-invocation.ts";
import { environmentOf } from "./environment.ts";
import { functionsOf, type LambdaFunction } from "./function.ts";
import { startInstance } from "./instance.ts";
import { payloadLimit } from "./payload-limit.ts";
import { createPool, type Pool } from "./pool.ts";
import { workerCode } from "./worker-code.ts";

export type LambdaOptions = {
  readonly resources: readonly Resource[];
  readonly front: Pick<AwsFront, "url" | "credentialsFor">;
  readonly clock: Clock;
  /** Instances one function may have. */
  readonly instanceCap?: number;
  /** How long, in real time, an instance may have nothing to do. */
  readonly idleMilliseconds?: number;
  /** Before each retry of an asynchronous invocation, on the clock. Far shorter than AWS's, so that nobody waits for them. */
  readonly retryDelays?: readonly number[];
  /** Lets a run be repeated: every start has its turn, and what the code takes for chance follows from the start. */
  readonly pacing?: Pacing | undefined;
  readonly log: (functionName: string, line: string) => void;
  /** Where events go that failed for good. */
  readonly deliver: Deliver;
};

/** Runs the template's functions, each instance in a worker thread. */
export async function startLambda(options: LambdaOptions): Promise<LambdaRuntime> {
  const { clock, log, instanceCap = 8, idleMilliseconds = 60_000, retryDelays = [200, 400] } = options;
  const functions = functionsOf(options.resources);
  const code = await workerCode();
  const pools = new Map<string, Pool>();
  const seeded = options.pacing !== undefined;
  let inFlight = 0;

  function poolOf(fn: LambdaFunction): Pool {
    const known = pools.get(fn.arn);
    if (known) return known;
    const environment = environmentOf(fn, options.front);
    const start = () =>
      startInstance(fn, { code, environment, clock: clock.shared, seeded, log: (line) => log(fn.name, line) });
    const pool = createPool({
      cap: Math.min(instanceCap, fn.reservedConcurrency ?? instanceCap),
      idleMilliseconds,
      start,
    });
    pools.set(fn.arn, pool);
    return pool;
  }

  function run(fn: LambdaFunction, requestId: string, event: unknown): Promise<InvokeResult> {
    if (!options.pacing) return carryOut(fn, requestId, event);
    return options.pacing.invocation(fn.name, (named) => carryOut(fn, named, event));
  }

  async function carryOut(fn: LambdaFunction, requestId: string, event: unknown): Promise<InvokeResult> {
    const payload = JSON.stringify(event) ?? "null";
    const bytes = Buffer.byteLength(payload);
    if (bytes <= payloadLimit) return poolOf(fn).run({ requestId, event: payload });
    const errorMessage = `${bytes} byte payload is too large for the Invoke operation (limit ${payloadLimit} bytes)`;
    return { ok: false, error: { errorType: "RequestEntityTooLargeException", errorMessage } };
  }

  /** Versions and aliases all run the one code there is. */
  function find(functionArn: string): LambdaFunction {
    const fn = functions.get(functionArn.split(":").slice(0, 7).join(":"));
    if (!fn) throw new Error(`The template has no function for Node.js ${functionArn}`);
    return fn;
  }

  async function counted<T>(work: Promise<T>): Promise<T> {
    inFlight += 1;
    try {
      return await work;
    } finally {
      inFlight -= 1;
    }
  }

  return {
    invoke: async (functionArn, event) => counted(run(find(functionArn), randomUUID(), event)),
    async invokeAsync(functionArn, event) {
      const fn = find(functionArn);
      const work = invokeWithRetries(fn, randomUUID(), event, { clock, retryDelays, run, deliver: options.deliver });
      counted(work).catch((error: unknown) => log(fn.name, `On-failure destination ${fn.onFailure}: ${error}`));
    },
    inFlight: () => inFlight,
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}
