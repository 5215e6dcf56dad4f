import type { InvokeResult } from "../seams.ts";
import type { IdleInstances } from "./idle-instances.ts";
import type { Instance } from "./instance.ts";
import { rateExceeded } from "./limits.ts";
import type { Invocation } from "./messages.ts";

/** The instances of one function. */
export type Pool = {
  run(invocation: Invocation, begins: () => void): Promise<InvokeResult>;
  /** Ends the instance that works on this invocation, if there is one. */
  kill(requestId: string): void;
  stop(): Promise<void>;
};

type Waiting = {
  readonly invocation: Invocation;
  readonly begins: () => void;
  readonly resolve: (result: InvokeResult) => void;
};

type Options = {
  /** How many instances this machine bears; further invocations wait in line, where AWS would start more. */
  readonly cap: number;
  /** The function's reserved concurrency: what is invoked beyond it is refused. */
  readonly reserved: number | undefined;
  readonly idleInstances: IdleInstances;
  start(): Instance;
};

const refused: InvokeResult = {
  ok: false,
  error: { errorType: "Runtime.ExitError", errorMessage: "The local cloud has stopped" },
};

export function createPool({ cap, reserved = Number.POSITIVE_INFINITY, idleInstances, start }: Options): Pool {
  /** The last to have worked comes last and is taken first, so that those not needed grow old and are retired. */
  const idle: Instance[] = [];
  const all = new Set<Instance>();
  const queue: Waiting[] = [];
  let stopped = false;

  function take(): Instance | undefined {
    for (let instance = idle.pop(); instance; instance = idle.pop()) {
      idleInstances.works(instance);
      if (instance.alive()) return instance;
      all.delete(instance);
    }
    if (all.size >= cap) return undefined;
    const instance = start();
    all.add(instance);
    return instance;
  }

  function retire(instance: Instance): void {
    idle.splice(idle.indexOf(instance), 1);
    all.delete(instance);
    void instance.end();
  }

  function serve(): void {
    while (queue.length > 0) {
      const instance = take();
      if (!instance) return;
      const next = queue.shift();
      if (next) void work(instance, next);
    }
  }

  async function work(instance: Instance, { invocation, begins, resolve }: Waiting): Promise<void> {
    begins();
    const result = await instance.invoke(invocation);
    if (instance.alive()) {
      idle.push(instance);
      idleInstances.rests(instance, () => retire(instance));
    } else all.delete(instance);
    resolve(result);
    serve();
  }

  return {
    run: (invocation, begins) =>
      new Promise((resolve) => {
        if (stopped) return resolve(refused);
        const concurrent = all.size - idle.length + queue.length;
        if (concurrent >= reserved) return resolve(rateExceeded);
        queue.push({ invocation, begins, resolve });
        serve();
      }),
    kill(requestId) {
      for (const instance of all) if (instance.worksOn(requestId)) void instance.end();
    },
    async stop() {
      stopped = true;
      for (const { resolve } of queue.splice(0)) resolve(refused);
      for (const instance of idle) idleInstances.works(instance);
      await Promise.all([...all].map((instance) => instance.end()));
    },
  };
}
