import type { MessagePort } from "node:worker_threads";
import type { Clock, Pacing } from "../seams.ts";
import type { FromInstance } from "./messages.ts";

type Message<K extends FromInstance["kind"]> = Extract<FromInstance, { kind: K }>;

type Given = {
  readonly port: MessagePort;
  readonly clock: Pick<Clock, "now" | "at">;
  readonly pacing: Pacing;
  /** The invocation the instance works on. */
  readonly running: () => string | undefined;
};

/** The timers of one function instance as alarms of the clock: see `timersOnClock`. */
export function instanceAlarms({ port, clock, pacing, running }: Given) {
  const alarms = new Map<number, () => void>();
  let rung = 0;
  let ended = false;

  return {
    timer({ id, milliseconds }: Message<"timer">): void {
      alarms.get(id)?.();
      alarms.delete(id);
      // What it said before it ended may come after.
      if (milliseconds === undefined || ended) return;
      const ring = () => {
        alarms.delete(id);
        rung += 1;
        const requestId = running();
        if (requestId) pacing.rings(requestId);
        port.postMessage(id);
      };
      alarms.set(id, clock.at(clock.now() + milliseconds, ring));
    },
    /** What the instance said before it heard the last alarm holds no longer. */
    calm(message: Message<"calm">): void {
      if (message.heard === rung) pacing.calm(message);
    },
    end(): void {
      ended = true;
      for (const cancel of alarms.values()) cancel();
      alarms.clear();
      port.close();
    },
  };
}
