import { randomUUID } from "node:crypto";
import type { Faults } from "../faults/faults.ts";
import type { Deliver } from "../plumbing/destinations.ts";
import type { AwsFront, Clock, InvokeResult, LambdaRuntime, Pacing, Resource } from "../seams.ts";
import { invokeWithRetries } from "./async-invocation.ts";
import { environmentOf } from "./environment.ts";
import { functionsOf, type LambdaFunction } from "./function.ts";
import { idleInstances } from "./idle-instances.ts";
import { startInstance } from "./instance.ts";
import { requestRefusal } from "./limits.ts";
import { createPool, type Pool } from "./pool.ts";
import { workerCode } from "./worker-code.ts";

export type LambdaOptions = {
  readonly resources: readonly Resource[];
  readonly front: Pick<AwsFront, "url" | "credentialsFor">;
  readonly clock: Clock;
  /** Instances one function may have. */
  readonly instanceCap?: number;
  /** Lets a run be repeated: every start has its turn, and what the code takes for chance follows from the start. */
  readonly pacing?: Pacing | undefined;
  readonly log: (functionName: string, line: string, requestId?: string) => void;
  /** Where outcomes of asynchronous invocations go. */
  readonly deliver: Deliver;
  readonly faults?: Pick<Faults, "take">;
};

export type Killing = {
  /** Ends the instance that works on this invocation, as a crash of its host would. */
  kill(requestId: string): void;
};

/** Runs the template's functions, each instance in a worker thread. */
export async function startLambda(options: LambdaOptions): Promise<LambdaRuntime & Killing> {
  const { clock, log, deliver, faults, instanceCap = 8 } = options;
  const functions = functionsOf(options.resources);
  const code = await workerCode();
  const pools = new Map<string, Pool>();
  const idlers = idleInstances(clock);
  const { pacing } = options;
  let inFlight = 0;
  let stopped = false;

  function poolOf(fn: LambdaFunction): Pool {
    const known = pools.get(fn.arn);
    if (known) return known;
    const environment = environmentOf(fn, options.front);
    const start = () =>
      startInstance(fn, { code, environment, clock, pacing, log: (...line) => log(fn.name, ...line) });
    const pool = createPool({ cap: instanceCap, reserved: fn.reservedConcurrency, idleInstances: idlers, start });
    pools.set(fn.arn, pool);
    return pool;
  }

  function run(fn: LambdaFunction, requestId: string, event: unknown, begins?: () => void): Promise<InvokeResult> {
    if (!pacing) return carryOut(fn, requestId, event, begins);
    return pacing.invocation(fn.name, (named) => carryOut(fn, named, event, begins));
  }

  async function carryOut(
    fn: LambdaFunction,
    requestId: string,
    event: unknown,
    begins = () => {},
  ): Promise<InvokeResult> {
    const payload = JSON.stringify(event) ?? "null";
    const error = requestRefusal(payload, "RequestResponse");
    if (error) return { ok: false, error };
    const hit = (kind: "function-timeout" | "dirty-environment") => !!faults?.take(kind, { functionName: fn.name });
    const [late, dirty] = [hit("function-timeout"), hit("dirty-environment")];
    return poolOf(fn).run({ requestId, event: payload, late, dirty }, begins);
  }

  /** Versions and aliases all run the one code there is. */
  function find(functionArn: string): LambdaFunction {
    const fn = functions.get(functionArn.split(":").slice(0, 7).join(":"));
    if (!fn) throw errorNamed("ResourceNotFoundException", `Function not found: ${functionArn}`);
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

  /** Only tries and deliveries are under way; between them, an event waits for its time. */
  const queue: Parameters<typeof invokeWithRetries>[3] = {
    clock,
    run: (...invocation) => counted(run(...invocation)),
    deliver: (...record) => counted(deliver(...record)),
    stopped: () => stopped,
  };

  return {
    invoke: async (functionArn, event, begins) => counted(run(find(functionArn), randomUUID(), event, begins)),
    async invokeAsync(functionArn, event) {
      const fn = find(functionArn);
      const refusal = requestRefusal(JSON.stringify(event) ?? "null", "Event");
      if (refusal) throw errorNamed(refusal.errorType, refusal.errorMessage);
      const lost = (error: unknown) => log(fn.name, `The outcome of an invocation reached no destination: ${error}`);
      invokeWithRetries(fn, randomUUID(), event, queue).catch(lost);
    },
    inFlight: () => inFlight,
    kill(requestId) {
      for (const pool of pools.values()) pool.kill(requestId);
    },
    async stop() {
      stopped = true;
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

const errorNamed = (name: string, message: string) => Object.assign(new Error(message), { name });
