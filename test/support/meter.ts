import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { functionNamed } from "#test/support/faults.ts";
import { stack } from "#test/support/this-stack.ts";

/** Runs `work` and tells how many write units an operation's function took meanwhile: none if it changed nothing. */
export async function writesOf<T>(id: string, work: () => Promise<T>): Promise<{ result: T; writes: number }> {
  await metered({ reset: true });
  const result = await work();
  const { operations } = await metered({});
  return { result, writes: operations[functionNamed(id)]?.write ?? 0 };
}

async function metered(body: object): Promise<Reading> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(new URL("/_local/meter", stack().api), init);
  if (!response.ok) throw new Error(`/_local/meter: ${response.status} ${await response.text()}`);
  return (await response.json()) as Reading;
}
