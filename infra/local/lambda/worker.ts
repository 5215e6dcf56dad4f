import { getHeapStatistics } from "node:v8";
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { installClock, timeOf } from "../clock.ts";
import type { LambdaError } from "../seams.ts";
import { tagCalls } from "./call-tag.ts";
import { contextFor } from "./context.ts";
import { type Handler, loadAhead, loadHandler } from "./load-handler.ts";
import type { FromInstance, InstanceData, Invocation } from "./messages.ts";
import { seedChance } from "./seeded-chance.ts";
import { timersOnClock } from "./timers-on-clock.ts";

/** The inside of one function instance. It runs one invocation at a time and is frozen between them. */
async function live(data: InstanceData, port: MessagePort): Promise<void> {
  const post = (message: FromInstance) => port.postMessage(message);
  sendOutputTo((text) => post({ kind: "log", text }));
  installClock({ now: timeOf(data.clock) });
  const settled = (requestId: string, order: number) => {
    post({ kind: "settled", requestId, order });
    timers?.settled();
  };
  const tag = tagCalls(data.seeded ? settled : undefined);
  const timers = data.timers && timersOnClock({ port: data.timers, post, calls: tag.calls });
  const seed = data.seeded ? seedChance() : () => {};
  seed(data.functionName);
  dieOfWhatNobodyCatches(post);

  let handler: Handler;
  try {
    handler = await loadHandler(data.code, data.handler);
    if (data.seeded) await loadAhead(data.code);
  } catch (error) {
    return fail(error, post);
  }
  post({ kind: "ready" });

  const wake = new Int32Array(data.wake);
  let leftOver: Promise<unknown> | undefined;
  for (;;) {
    const { requestId, event, dirty } = waitFrozen(wake, port);
    const { promise: cut, reject } = Promise.withResolvers<never>();
    cut.catch(() => {});
    tag.start(requestId, dirty ? () => reject(new Error("Answered with work left over")) : undefined);
    seed(requestId);
    // A whole turn of the event loop first: sockets that the other side closed meanwhile are found closed, not used.
    for (let phase = 0; phase < 2; phase += 1) await new Promise(setImmediate);
    // Work left over goes on beside the new; where a run is to be repeated, before it, as both together would race.
    if (data.seeded) await leftOver;
    try {
      const work = Promise.resolve(handler(JSON.parse(event), contextFor(data, requestId)));
      leftOver = work.catch(() => {});
      const result: unknown = await Promise.race([work, cut]);
      post({ kind: "answer", payload: JSON.stringify(result) ?? "null", memory: memoryUsed() });
    } catch (error) {
      report("Invoke Error", error);
      post({ kind: "error", error: asLambdaError(error), memory: memoryUsed() });
    }
  }
}

/** Of this thread alone: the heap, and what buffers hold outside of it. */
function memoryUsed(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** Blocks the thread, so that work left over after an answer makes no progress, as in a frozen Lambda. */
function waitFrozen(wake: Int32Array, port: MessagePort): Invocation {
  for (;;) {
    const received: { message: Invocation } | undefined = receiveMessageOnPort(port);
    if (received) return received.message;
    Atomics.wait(wake, 0, 0);
    Atomics.store(wake, 0, 0);
  }
}

/** A worker's own streams need its event loop, which stands still when frozen; messages do not. */
function sendOutputTo(log: (text: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      log(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      const done = rest.at(-1);
      if (typeof done === "function") queueMicrotask(() => done());
      return true;
    };
  }
}

function dieOfWhatNobodyCatches(post: (message: FromInstance) => void): void {
  process.on("uncaughtException", (error) => fail(error, post));
  process.on("unhandledRejection", (reason) => {
    const { errorType, errorMessage } = asLambdaError(reason);
    const name = "Runtime.UnhandledPromiseRejection";
    fail(Object.assign(new Error(`${errorType}: ${errorMessage}`, { cause: reason }), { name }), post);
  });
}

function fail(error: unknown, post: (message: FromInstance) => void): void {
  report("Uncaught Exception", error);
  post({ kind: "broken", error: asLambdaError(error) });
  process.exit(1);
}

function report(what: string, error: unknown): void {
  console.error(what, error instanceof Error ? (error.stack ?? error.message) : error);
}

function asLambdaError(error: unknown): LambdaError {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}

if (parentPort) void live(workerData as InstanceData, parentPort);
