import { setTimeout as sleep } from "node:timers/promises";
import type { EventPlumbing, LambdaRuntime } from "./seams.ts";

/** How often in a row nothing may be found, as something can be on its way from one part to another at any single look. */
const calmLooks = 2;

type Watched = {
  readonly runtime: Pick<LambdaRuntime, "inFlight">;
  readonly plumbing: Pick<EventPlumbing, "pending">;
};

/** Waits until nothing runs, is queued or on its way; answers false if that takes longer than allowed. */
export async function settle({ runtime, plumbing }: Watched, milliseconds = 60_000): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (let calm = 0; calm < calmLooks; ) {
    const busy = runtime.inFlight() > 0 || (await plumbing.pending()) > 0;
    calm = busy ? 0 : calm + 1;
    if (performance.now() > deadline) return false;
    if (calm < calmLooks) await sleep(10);
  }
  return true;
}
