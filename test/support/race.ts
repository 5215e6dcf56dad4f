import { AsyncLocalStorage } from "node:async_hooks";
import { table } from "#data/table.ts";

type Write = {
  ConditionExpression?: string;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};
type Item = { Put?: Write; Update?: Write; Delete?: Write; ConditionCheck?: Write };
type Request = Write & { TransactItems?: Item[]; Item?: object };

let unguarded = false;
let waiting: (() => void)[] = [];
let expected = 0;

table.client.middlewareStack.add(
  (next) => async (args) => {
    const request = args.input as Request;
    const isWrite = request.TransactItems !== undefined || request.Item !== undefined;
    if (isWrite && unguarded) withoutGuards(request);
    if (isWrite && expected > 0) await allAreThere();
    if (isWrite) await turns.getStore()?.comes();
    return next(args);
  },
  { step: "initialize", priority: "high" },
);

/** Holds the first writes back until so many have come: each was decided before any of the others was done. */
async function allAreThere(): Promise<void> {
  const there = new Promise<void>((resolve) => waiting.push(resolve));
  if (waiting.length === expected) {
    expected = 0;
    for (const go of waiting.splice(0)) go();
  }
  await there;
}

/**
 * What becomes of things done at the same moment by this process's data layer: each reads before any of them writes. With
 * `guards: false` their writes carry no conditions, which is the control: it has to go wrong.
 */
export async function race<T>(tries: readonly (() => Promise<T>)[], { guards = true } = {}) {
  expected = tries.length;
  waiting = [];
  unguarded = !guards;
  try {
    return await Promise.allSettled(tries.map((one) => one()));
  } finally {
    unguarded = false;
    expected = 0;
  }
}

/** Whose turn it is to write; each of those who take part waits for theirs at their first write. */
const turns = new AsyncLocalStorage<{ comes(): Promise<void> }>();

/**
 * The same, one after the other in the given order: nobody writes before all have read, and nobody before those whose
 * turn it was have done everything.
 */
export async function raceInOrder<T>(tries: readonly (() => Promise<T>)[], { guards = true } = {}) {
  let arrived = 0;
  let allArrived = () => {};
  const all = new Promise<void>((resolve) => {
    allArrived = resolve;
  });
  const arrives = () => {
    arrived++;
    if (arrived === tries.length) allArrived();
  };
  let before: Promise<unknown> = all;
  unguarded = !guards;
  try {
    const running = tries.map((one) => {
      const turn = before;
      let isFirst = true;
      const comes = async () => {
        if (!isFirst) return;
        isFirst = false;
        arrives();
        await turn;
      };
      const done = turns.run({ comes }, one).finally(() => isFirst && arrives());
      before = Promise.allSettled([turn, done]);
      return done;
    });
    return await Promise.allSettled(running);
  } finally {
    unguarded = false;
  }
}

function withoutGuards(request: Request): void {
  if (!request.TransactItems) {
    unguard(request);
    return;
  }
  request.TransactItems = request.TransactItems.filter(({ ConditionCheck }) => !ConditionCheck);
  for (const { Put, Update, Delete } of request.TransactItems) {
    for (const write of [Put, Update, Delete]) if (write) unguard(write);
  }
}

/** Takes the condition out, and the names and values only it used, which would make the request invalid. */
function unguard(write: Write): void {
  const named = <V>(of: Readonly<Record<string, V>> | undefined) => {
    const used = Object.entries(of ?? {}).filter(([name]) =>
      new RegExp(`${name}(?!\\w)`).test(write.UpdateExpression ?? ""),
    );
    return used.length > 0 ? Object.fromEntries(used) : undefined;
  };
  delete write.ConditionExpression;
  const [names, values] = [named(write.ExpressionAttributeNames), named(write.ExpressionAttributeValues)];
  delete write.ExpressionAttributeNames;
  delete write.ExpressionAttributeValues;
  Object.assign(write, names && { ExpressionAttributeNames: names }, values && { ExpressionAttributeValues: values });
}
