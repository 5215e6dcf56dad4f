import { randomUUID } from "node:crypto";
import { type Answer, requestFor } from "#platform/client.ts";
import { pathNames } from "#platform/operation.ts";
import type { Caller } from "#test/functions/matrix/caller.ts";
import type { Asked } from "#test/functions/matrix/row.ts";
import type { Cell } from "#test/functions/matrix/rows.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { freshKey } from "#test/support/people.ts";

/** Sends what a row asks in somebody's name. Answers what came back, and what of the world's secrets is in it. */
export async function askAs(world: World, { op }: Cell, asked: Asked, as: Caller) {
  const own = as === "anonymous" ? undefined : world.cast[as].token;
  const options = {
    token: asked.token ?? own,
    ifMatch: asked.ifMatch,
    ...(op.idempotent === "by-key" && { idempotencyKey: freshKey() }),
  };
  const answer = await api.send(op, asked.input, options);
  const { url, init } = requestFor(op, asked.input, options);
  return { answer, leaks: world.secrets.leaksIn(answer, `${url} ${init.body ?? ""}`, as) };
}

/** The same request about a thing that has never been. */
export function elsewhere({ op, row }: Cell, asked: Asked): Asked {
  const names = row.names ?? pathNames(op.path);
  const ids = names.map((name) => [name, randomUUID()]);
  return { ...asked, input: { ...asked.input, ...Object.fromEntries(ids), ...row.nothing } };
}

/** All that somebody can read of an answer, but for what tells any two answers apart. */
export function asRead({ status, headers, problem, text }: Answer) {
  const shown = [...headers].filter(([name]) => !/^(date|x-request-id|apigw-requestid|content-length)$/.test(name));
  return { status, headers: shown, body: problem ? { ...problem, requestId: "" } : text };
}
