import { setTimeout as sleep } from "node:timers/promises";
import type { EventPlumbing, InvokeResult, LambdaRuntime } from "../../../infra/local/seams.ts";

type Handler = (event: never) => unknown;

export type FakeRuntime = LambdaRuntime & {
  /** Every event each function got, in order. */
  calls(functionArn: string): unknown[];
};

/** Functions in memory: what a handler answers or throws is what the call comes to. Unknown functions are refused. */
export function fakeRuntime(functions: Record<string, Handler>): FakeRuntime {
  const calls: { arn: string; event: unknown }[] = [];
  let running = 0;

  async function invoke(arn: string, event: unknown): Promise<InvokeResult> {
    const handler = functions[arn];
    if (!handler) throw Object.assign(new Error(`Function not found: ${arn}`), { name: "ResourceNotFoundException" });
    calls.push({ arn, event: structuredClone(event) });
    running++;
    try {
      return { ok: true, payload: await handler(event as never) };
    } catch (error) {
      return { ok: false, error: { errorType: "Error", errorMessage: String(error) } };
    } finally {
      running--;
    }
  }

  return {
    invoke,
    async invokeAsync(arn, event) {
      await invoke(arn, event);
    },
    inFlight: () => running,
    stop: async () => {},
    calls: (functionArn) => calls.filter(({ arn }) => arn === functionArn).map(({ event }) => event),
  };
}

/** Waits until nothing is on its way any more. */
export async function settle(plumbing: EventPlumbing, runtime: LambdaRuntime): Promise<void> {
  while ((await plumbing.pending()) + runtime.inFlight() > 0) await sleep(2);
}
