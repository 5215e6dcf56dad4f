import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { openStage, type Stage } from "#test/demo/stage.ts";
import { must } from "#test/demo/steps.ts";
import { start } from "#test/support/stack.ts";

/** The running product: its people, and what it counts. */
export type BenchStack = Stage & {
  /** Where AWS calls go, and what an operator signs them with. */
  readonly aws: { readonly endpoint: string; readonly region: string; readonly credentials: typeof operator };
  /** Waits until every fact has been told and nothing runs. */
  settle(): Promise<void>;
  advance(seconds: number): Promise<void>;
  /** What DynamoDB was asked for from the start of some work until all it caused has come to rest. */
  counted<T>(work: () => Promise<T>): Promise<{ result: T; reading: Reading }>;
  stop(): Promise<void>;
};

const operator = { accessKeyId: "operator", secretAccessKey: "operator" };

/** Starts the product as the HTTP tests do: in memory, with nobody and nothing in it. `flags` are those of `npm start`. */
export async function startBenchStack(flags: readonly string[] = []): Promise<BenchStack> {
  const { stack, stop } = await start(flags);
  const stage = await openStage(stack.api);
  const { endpoint } = (await (await fetch(new URL("/_local", stack.api))).json()) as { endpoint: string };

  async function control<T>(path: string, body: object): Promise<T> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(new URL(path, stack.api), { method: "POST", headers, body: JSON.stringify(body) });
    must(response.ok, `${path}: ${response.status}`);
    return (await response.json()) as T;
  }
  /** A busy machine may take longer than the stack waits: it is asked again. */
  async function settle(): Promise<void> {
    for (let left = 5; left > 1; left--) {
      const { ok } = await fetch(new URL("/_local/settle", stack.api), { method: "POST" });
      if (ok) return;
    }
    await control("/_local/settle", {});
  }

  return {
    ...stage,
    aws: { endpoint, region: "eu-central-1", credentials: operator },
    settle,
    async advance(seconds) {
      await settle();
      await control("/_local/clock", { advanceSeconds: seconds });
      await settle();
    },
    async counted(work) {
      await settle();
      await control("/_local/meter", { reset: true });
      const result = await work();
      await settle();
      return { result, reading: await control<Reading>("/_local/meter", {}) };
    },
    stop,
  };
}
