import type { InvokeResult } from "../seams.ts";
import type { Instance } from "./instance.ts";
import type { Invocation } from "./messages.ts";

/** The instances of one function. */
export type Pool = {
  run(invocation: Invocation): Promise<InvokeResult>;
  stop(): Promise<void>;
};

type Waiting = { readonly invocation: Invocation; readonly resolve: (result: InvokeResult) => void };

type Options = {
  /** How many instances there may be; AWS would throttle above its limit, here further invocations queue. */
  readonly cap: number;
  readonly idleMilliseconds: number;
  start(): Instance;
};

const refused: InvokeResult = {
  ok: false,
  error: { errorType: "Runtime.ExitError", errorMessage: "The local cloud has stopped" },
};

export function createPool({ cap, idleMilliseconds, start }: Options): Pool {
  /** The last to have worked comes last and is taken first, so that those not needed grow old and are retired. */
  const idle: Instance[] = [];
  const all = new Set<Instance>();
  const retirements = new Map<Instance, NodeJS.Timeout>();
  const queue: Waiting[] = [];
  let stopped = false;

  function take(): Instance | undefined {
    for (let instance = idle.pop(); instance; instance = idle.pop()) {
      clearTimeout(retirements.get(instance));
      if (instance.alive()) return instance;
      all.delete(instance);
    }
    if (all.size >= cap) return undefined;
    const instance = start();
    all.add(instance);
    return instance;
  }

  function retireLater(instance: Instance): void {
    const timer = setTimeout(() => {
      idle.splice(idle.indexOf(instance), 1);
      all.delete(instance);
      void instance.end();
    }, idleMilliseconds);
    timer.unref();
    retirements.set(instance, timer);
  }

  function serve(): void {
    while (queue.length > 0) {
      const instance = take();
      if (!instance) return;
      const next = queue.shift();
      if (next) void work(instance, next);
    }
  }

  async function work(instance: Instance, { invocation, resolve }: Waiting): Promise<void> {
    const result = await instance.invoke(invocation);
    if (instance.alive()) {
      idle.push(instance);
      retireLater(instance);
    } else all.delete(instance);
    resolve(result);
    serve();
  }

  return {
    run: (invocation) =>
      new Promise((resolve) => {
        if (stopped) return resolve(refused);
        queue.push({ invocation, resolve });
        serve();
      }),
    async stop() {
      stopped = true;
      for (const { resolve } of queue.splice(0)) resolve(refused);
      for (const timer of retirements.values()) clearTimeout(timer);
      await Promise.all([...all].map((instance) => instance.end()));
    },
  };
}
