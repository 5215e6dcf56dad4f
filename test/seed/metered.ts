import { expect } from "vitest";
import type { Reading, Usage } from "#infra/local/dynamodb/meter/ledger.ts";
import type { BodyOf, CallOptions, InputOf } from "#platform/client.ts";
import type { Definition, Operation } from "#platform/operation.ts";
import { api } from "#test/support/api.ts";
import { functionNamed } from "#test/support/faults.ts";
import { isDone } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";

type Listed<D extends Definition> = BodyOf<D> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** Calls an operation, and tells what it asked the database for. */
export async function asked<D extends Definition>(op: Operation<D>, input: InputOf<D>, options?: CallOptions) {
  await metered({ reset: true });
  const body = isDone(await api.call(op, input, options));
  return { body, usage: usageOf(op, await metered({})) };
}

/** Turns the pages of a list to its end, and tells what it asked the database for meanwhile. */
export async function walked<D extends Definition>(op: Operation<D>, input: InputOf<D>, options?: CallOptions) {
  await metered({ reset: true });
  const pages: Listed<D>[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await api.send(op, { ...input, ...(cursor && { cursor }) }, options);
    const page = isDone(answer) as { items: Listed<D>[]; nextCursor: string | null };
    pages.push(page.items);
    cursor = page.nextCursor;
  }
  return { items: pages.flat(), pages: pages.length, usage: usageOf(op, await metered({})) };
}

/** It was read by key: nothing was scanned, and an index, if one is named, was asked as often as there were pages. */
export function isAskedByKey(
  { actions, resources }: Usage,
  index?: { readonly name: string; readonly requests: number },
) {
  expect(Object.keys(actions).filter((action) => /^Scan$|Execute/.test(action))).toEqual([]);
  if (!index) return;
  expect(actions.Query?.requests).toBe(index.requests);
  expect(Object.keys(resources).map((name) => name.replace(/^.*\//, ""))).toContain(index.name);
}

function usageOf(op: Definition & { id: string }, { operations }: Reading): Usage {
  const usage = operations[functionNamed(op.id)];
  if (!usage) throw new Error(`${op.id} asked the database for nothing`);
  return usage;
}

async function metered(body: object): Promise<Reading> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(new URL("/_local/meter", stack().api), init);
  if (!response.ok) throw new Error(`/_local/meter: ${response.status} ${await response.text()}`);
  return (await response.json()) as Reading;
}
