import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import type { MessagePort } from "node:worker_threads";
import type { FromInstance } from "./messages.ts";

/** What the thread has asked of others: all requests of the invocation so far, and those without an answer yet. */
export type Calls = () => { readonly requestId: string; readonly sent: number; readonly open: number };

type Given = { readonly port: MessagePort; readonly post: (message: FromInstance) => void; readonly calls: Calls };

/**
 * Machine milliseconds without anything happening after which a thread is taken to do nothing but wait. Work on other
 * threads of Node (hashing, files) does not show: code that leaves such work and a timer waiting beside each other, and
 * no call, could be taken for idle.
 */
const calmAfter = 10;

/** Timers as short as this are no waiting: they only let others go first. */
const atOnce = 1;
/** Longer than any invocation may take: what is set for later is a deadline that will not come. */
const longest = 900_000;

/**
 * Makes every `setTimeout` of a thread wait on the local cloud's clock instead of the machine's, so that pauses between
 * tries take no time of the machine and end in an order that can be repeated. The other side sets the alarms; it sends
 * the number of each that goes off over `port`, and learns when the thread does nothing any more but wait.
 * `setInterval` stays the machine's. Answers what is to be called when an answer has been dealt with.
 */
export function timersOnClock({ port, post, calls }: Given): { settled(): void } {
  const machine = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const waiting = new Map<number, ClockTimeout>();
  // Numbers no timer of the machine comes to: libraries clear timers by number, too.
  let last = 2 ** 40;
  /** How many have gone off here, and how many of them the other side knows to be dealt with. */
  let heard = 0;
  let told = 0;
  let look: NodeJS.Timeout | undefined;

  /** Tells, once nothing has happened for a while, that this thread only waits. */
  function soonCalm(): void {
    machine.clearTimeout(look);
    look = machine.setTimeout(() => {
      const { requestId, sent, open } = calls();
      const onlyForTimers = open === 0 && waiting.size > 0;
      if (onlyForTimers || (heard !== told && open > 0)) {
        told = heard;
        post({ kind: "calm", requestId, sent, heard, idle: onlyForTimers });
      } else if (heard !== told) soonCalm();
    }, calmAfter);
    look.unref();
  }

  function holdThread(): void {
    if ([...waiting.values()].some((timeout) => timeout.hasRef())) port.ref();
    else port.unref();
  }

  class ClockTimeout {
    readonly #id = ++last;
    readonly #callback: () => void;
    readonly #delay: number;
    #isRef = true;

    constructor(callback: () => void, delay: number) {
      this.#callback = callback;
      this.#delay = delay;
      this.#set();
    }
    #set(): void {
      waiting.set(this.#id, this);
      post({ kind: "timer", id: this.#id, milliseconds: this.#delay });
      holdThread();
      soonCalm();
    }
    goesOff(): void {
      waiting.delete(this.#id);
      holdThread();
      this.#callback();
    }
    close(): this {
      if (waiting.delete(this.#id)) post({ kind: "timer", id: this.#id });
      holdThread();
      return this;
    }
    refresh(): this {
      this.close();
      this.#set();
      return this;
    }
    ref(): this {
      this.#isRef = true;
      holdThread();
      return this;
    }
    unref(): this {
      this.#isRef = false;
      holdThread();
      return this;
    }
    hasRef(): boolean {
      return this.#isRef;
    }
    [Symbol.toPrimitive](): number {
      return this.#id;
    }
    [Symbol.dispose](): void {
      this.close();
    }
  }

  port.on("message", (id: number) => {
    heard += 1;
    soonCalm();
    waiting.get(id)?.goesOff();
  });
  port.unref();

  function setTimeout(callback: (...given: unknown[]) => void, delay = atOnce, ...given: unknown[]) {
    if (!(delay > atOnce && delay <= longest)) return machine.setTimeout(callback, delay, ...given);
    return new ClockTimeout(() => callback(...given), delay);
  }
  /** By itself or by its number, as Node takes it. */
  function clearTimeout(timeout?: unknown): void {
    const known = typeof timeout === "number" ? waiting.get(timeout) : timeout;
    if (known instanceof ClockTimeout) known.close();
    else machine.clearTimeout(known as NodeJS.Timeout | undefined);
  }
  function wait<T>(
    delay?: number,
    value?: T,
    { signal, ref = true }: { readonly signal?: AbortSignal; readonly ref?: boolean } = {},
  ): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timeout);
        const error = new Error("The operation was aborted", { cause: signal?.reason });
        reject(Object.assign(error, { name: "AbortError", code: "ABORT_ERR" }));
      };
      const timeout = setTimeout(() => {
        signal?.removeEventListener("abort", abort);
        resolve(value);
      }, delay);
      if (!ref) timeout.unref();
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }
  Object.assign(setTimeout, { [promisify.custom]: wait });
  for (const place of [globalThis, timers]) Object.assign(place, { setTimeout, clearTimeout });
  Object.assign(timersPromises, { setTimeout: wait });
  syncBuiltinESMExports();

  return {
    settled() {
      if (waiting.size > 0 || heard !== told) soonCalm();
    },
  };
}
