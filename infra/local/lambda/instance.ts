import { MessageChannel, Worker } from "node:worker_threads";
import type { Clock, InvokeResult, LambdaError, Pacing } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";
import { instanceAlarms } from "./instance-alarms.ts";
import { responseRefusal } from "./limits.ts";
import type { FromInstance, InstanceData, Invocation } from "./messages.ts";

/** A function instance: one worker thread that answers one invocation at a time until it is ended or breaks. */
export type Instance = {
  invoke(invocation: Invocation): Promise<InvokeResult>;
  /** False once the thread has ended or is about to. */
  alive(): boolean;
  worksOn(requestId: string): boolean;
  end(): Promise<void>;
};

type Start = {
  readonly code: string;
  readonly environment: Record<string, string>;
  readonly clock: Pick<Clock, "now" | "at" | "shared">;
  readonly pacing?: Pacing | undefined;
  /** Told of each line, and of the invocation whose it is. */
  readonly log: (line: string, requestId?: string) => void;
};

/**
 * What loading the code may take before it counts against the function's own timeout. Lambda would start over after
 * these ten seconds; here the code goes on loading. (Developer Guide, "Lambda execution environment lifecycle".)
 */
const initTimeout = 10_000;

export function startInstance(fn: LambdaFunction, { code, environment, clock, pacing, log }: Start): Instance {
  const wake = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const channel = pacing && new MessageChannel();
  const { name: functionName, arn: functionArn, handler, timeout, memory } = fn;
  const data: InstanceData = {
    functionName,
    functionArn,
    code: fn.code,
    handler,
    timeout,
    memory,
    wake,
    clock: clock.shared,
    seeded: pacing !== undefined,
    timers: channel?.port2,
  };
  const worker = new Worker(code, {
    eval: true,
    name: functionName,
    env: environment,
    execArgv: [],
    workerData: data,
    transferList: channel ? [channel.port2] : [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });

  let alive = true;
  let ready = false;
  let running: (Invocation & { readonly since: number; settle(result: InvokeResult): void }) | undefined;
  let stopWaiting = () => {};
  let mostMemory = 0;
  const given = pacing && channel && { clock, pacing, port: channel.port1, running: () => running?.requestId };
  const alarms = given && instanceAlarms(given);

  function settle(result: InvokeResult): void {
    stopWaiting();
    const ended = running;
    running = undefined;
    if (!ended) return;
    log(report(ended.requestId, clock.now() - ended.since, memory, mostMemory));
    ended.settle(result);
  }

  function breakWith(error: LambdaError): void {
    alive = false;
    alarms?.end();
    settle({ ok: false, error });
    void worker.terminate();
  }

  /** On the clock: the time a function has passes as the machine's does, and when the clock is moved. */
  function breakAfter(milliseconds: number): void {
    stopWaiting();
    stopWaiting = clock.at(clock.now() + milliseconds, timeOut);
  }

  function timeOut(): void {
    const message = `Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
    log(`${running?.requestId} ${message}`);
    breakWith({ errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${running?.requestId} Error: ${message}` });
  }

  function hear(message: FromInstance): void {
    if (message.kind === "log") logLines(message.text, (line) => log(line, running?.requestId));
    else if (message.kind === "broken") breakWith(message.error);
    else if (message.kind === "settled") pacing?.settled(message);
    else if (message.kind === "timer") alarms?.timer(message);
    else if (message.kind === "calm") alarms?.calm(message);
    else if (message.kind === "ready") {
      ready = true;
      if (running) breakAfter(timeout);
    } else {
      mostMemory = Math.max(mostMemory, message.memory);
      if (running?.late) timeOut();
      else settle(message.kind === "error" ? { ok: false, error: message.error } : answer(message.payload));
    }
  }

  worker.on("message", hear);
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk) => logLines(String(chunk), log));
  worker.on("error", (error) => breakWith(errorOf(running?.requestId, error)));
  worker.on("exit", (status) => breakWith(exitError(running?.requestId, `exit status ${status}`)));

  return {
    alive: () => alive,
    worksOn: (requestId) => running?.requestId === requestId,
    invoke: (invocation) =>
      new Promise((resolve) => {
        running = { ...invocation, since: clock.now(), settle: resolve };
        worker.postMessage(invocation);
        Atomics.store(new Int32Array(wake), 0, 1);
        Atomics.notify(new Int32Array(wake), 0);
        breakAfter(ready ? timeout : initTimeout + timeout);
      }),
    async end() {
      alive = false;
      alarms?.end();
      settle({ ok: false, error: exitError(running?.requestId, "signal: killed") });
      await worker.terminate();
    },
  };
}

function answer(payload: string): InvokeResult {
  const error = responseRefusal(payload);
  return error ? { ok: false, error } : { ok: true, payload: JSON.parse(payload) as unknown };
}

/** V8 ends a thread whose heap is full; Lambda, a process that takes more memory than it has. */
function errorOf(requestId: string | undefined, error: Error): LambdaError {
  const full = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  if (!full) return exitError(requestId, String(error));
  return { ...exitError(requestId, "signal: killed"), errorType: "Runtime.OutOfMemory" };
}

/** The line Lambda ends every invocation's log with. The memory is what the thread held when it answered. */
function report(requestId: string, duration: number, memory: number, used: number): string {
  const facts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration)} ms`,
    `Memory Size: ${memory} MB`,
    `Max Memory Used: ${Math.ceil(used / 2 ** 20)} MB`,
  ];
  return facts.join("\t");
}

function exitError(requestId: string | undefined, reason: string): LambdaError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`;
  return { errorType: "Runtime.ExitError", errorMessage };
}

function logLines(text: string, log: (line: string) => void): void {
  for (const line of text.split("\n")) if (line !== "") log(line);
}
