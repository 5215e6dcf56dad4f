import { Worker } from "node:worker_threads";
import type { InvokeResult, LambdaError } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";
import type { FromInstance, InstanceData, Invocation } from "./messages.ts";
import { payloadLimit } from "./payload-limit.ts";

/** A function instance: one worker thread that answers one invocation at a time until it is ended or breaks. */
export type Instance = {
  invoke(invocation: Invocation): Promise<InvokeResult>;
  /** False once the thread has ended or is about to. */
  alive(): boolean;
  end(): Promise<void>;
};

type Start = {
  readonly code: string;
  readonly environment: Record<string, string>;
  readonly clock: SharedArrayBuffer;
  readonly seeded: boolean;
  readonly log: (line: string) => void;
};

/** Lambda allows ten seconds for loading the code. */
const initTimeout = 10_000;
/** V8 and the bundle need this much, however small the function is on AWS. */
const smallestHeap = 256;

export function startInstance(fn: LambdaFunction, { code, environment, clock, seeded, log }: Start): Instance {
  const wake = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const { name: functionName, arn: functionArn, handler, timeout, memory } = fn;
  const data: InstanceData = {
    functionName,
    functionArn,
    code: fn.code,
    handler,
    timeout,
    memory,
    wake,
    clock,
    seeded,
  };
  const worker = new Worker(code, {
    eval: true,
    name: functionName,
    env: environment,
    execArgv: [],
    workerData: data,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.max(memory, smallestHeap) },
  });

  let alive = true;
  let ready = false;
  let running: { readonly requestId: string; readonly settle: (result: InvokeResult) => void } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function settle(result: InvokeResult): void {
    clearTimeout(timer);
    const { settle: answer } = running ?? {};
    running = undefined;
    answer?.(result);
  }

  function breakWith(error: LambdaError): void {
    alive = false;
    settle({ ok: false, error });
    void worker.terminate();
  }

  function breakAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const message = `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`;
      log(`${running?.requestId} ${message}`);
      breakWith({ errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${running?.requestId} Error: ${message}` });
    }, milliseconds);
  }

  worker.on("message", (message: FromInstance) => {
    if (message.kind === "log") return logLines(message.text, log);
    if (message.kind === "ready") {
      ready = true;
      if (running) breakAfter(timeout);
    } else if (message.kind === "answer") settle(answer(message.payload));
    else if (message.kind === "error") settle({ ok: false, error: message.error });
    else breakWith(message.error);
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk) => logLines(String(chunk), log));
  worker.on("error", (error) => breakWith(exitError(running?.requestId, String(error))));
  worker.on("exit", (status) => breakWith(exitError(running?.requestId, `exit status ${status}`)));

  return {
    alive: () => alive,
    invoke: (invocation) =>
      new Promise((resolve) => {
        running = { requestId: invocation.requestId, settle: resolve };
        worker.postMessage(invocation);
        Atomics.store(new Int32Array(wake), 0, 1);
        Atomics.notify(new Int32Array(wake), 0);
        breakAfter(ready ? timeout : initTimeout);
      }),
    async end() {
      alive = false;
      settle({ ok: false, error: exitError(running?.requestId, "signal: killed") });
      await worker.terminate();
    },
  };
}

function answer(payload: string): InvokeResult {
  if (Buffer.byteLength(payload) <= payloadLimit) return { ok: true, payload: JSON.parse(payload) as unknown };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadLimit} bytes).`;
  return { ok: false, error: { errorType: "Function.ResponseSizeTooLarge", errorMessage } };
}

function exitError(requestId: string | undefined, reason: string): LambdaError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`;
  return { errorType: "Runtime.ExitError", errorMessage };
}

function logLines(text: string, log: (line: string) => void): void {
  for (const line of text.split("\n")) if (line !== "") log(line);
}
