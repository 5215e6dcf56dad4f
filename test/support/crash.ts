import { table } from "#data/table.ts";

/** When this process dies: at which of its calls over the network from now on, carried out or not. */
type Death = { readonly call: number; readonly carriedOut: boolean };

let death: Death | undefined;
let calls = 0;
let isDead = false;

/** What a process that is dead answers nobody. */
class Dead extends Error {}

/** One call over the network: nothing gets out, or comes in, after the process died. */
export async function call<T>(carryOut: () => Promise<T>): Promise<T> {
  if (isDead) throw new Dead();
  calls++;
  const dies = death !== undefined && calls === death.call;
  if (dies && !death?.carriedOut) {
    isDead = true;
    throw new Dead();
  }
  const answer = await carryOut();
  if (dies) isDead = true;
  if (isDead) throw new Dead();
  return answer;
}

table.client.middlewareStack.add((next) => (args) => call(() => next(args)), { step: "initialize", priority: "low" });

/** Does some work in a process that dies on the way. Answers whether it did: not if the work makes fewer calls. */
export async function dying(at: Death, work: () => Promise<unknown>): Promise<boolean> {
  [death, calls, isDead] = [at, 0, false];
  const done = await work().then(
    () => true,
    (error: unknown) => error,
  );
  const died = isDead;
  [death, isDead] = [undefined, false];
  if (!died && done !== true) throw done;
  return died;
}
