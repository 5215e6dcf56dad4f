import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { type TableSchemas, tableSchemas } from "../dynamodb/table-schema.ts";
import type { AwsCall, CallTag, Gate } from "../front/call.ts";
import { seededRandom } from "../random.ts";
import type { InvokeResult, Pacing, Resource } from "../seams.ts";
import { actionOf, entityOf, outcomeOf } from "./described-call.ts";
import { numbering } from "./numbered.ts";
import { createTurns } from "./turns.ts";

/** One line of a trace: who did what to what, and how it ended. */
type Step = { readonly who: string; readonly action: string; readonly entity: string; readonly outcome: string };

/** An invocation that runs: its calls are let through one by one, in the order it sent them. */
type Actor = {
  readonly name: string;
  alive: boolean;
  /** The call that may come next, once the one before is not only answered but dealt with. */
  next: number;
  readonly waiting: Map<number, () => void>;
};

/** A request on its way to the gateway: whatever invocation begins meanwhile answers it. */
type Request = { readonly name: string; open: boolean };

export type Client = {
  /** Sends a request when its turn comes. */
  request<T>(label: string, send: () => Promise<T>, outcome: (answer: T) => string): Promise<T>;
  /** Does nothing until the promise resolves; what resolves it must be on the clock. */
  waits(until: Promise<unknown>): Promise<void>;
  ends(): void;
};

export type Replay = Pacing & {
  /** Goes outermost, before every other gate of the front. */
  readonly gate: Gate;
  /** Around each try to tell of an event from outside, such as a webhook. */
  webhook<T>(name: string, send: () => Promise<T>): Promise<T>;
  /** A call to another service than AWS, by a function if it is tagged. */
  call<T>(
    tag: CallTag | undefined,
    step: Omit<Step, "who" | "outcome">,
    carryOut: () => Promise<T>,
    outcome: (answer: T) => string,
  ): Promise<T>;
  /** The function an invocation runs. */
  functionOf(tag: CallTag): string | undefined;
  /** Tells the keys of the template's tables, for the trace. */
  know(resources: readonly Resource[]): void;
  client(name: string): Client;
  /** From here on, one thing at a time. Before, everything happens at once. */
  begin(): void;
  /** Resolves when only time can bring anything more. */
  quiet(): Promise<void>;
  /** From here on, everything at once again. */
  stop(): void;
  /** What happened, ids numbered by first appearance. */
  trace(): string[];
};

/**
 * Lets a local cloud run one call at a time in an order that its seed always repeats: every call of a function, every
 * start of an invocation and every request of a client waits for its turn.
 */
export function createReplay(seed: number): Replay {
  const turns = createTurns(seededRandom(seed));
  const actors = new Map<string, Actor>();
  const started = new Map<string, number>();
  const steps: Step[] = [];
  /** The call that is being carried out. */
  const current = new AsyncLocalStorage<string>();
  let tables: TableSchemas = new Map();
  let active = false;
  let outgoing: Request | undefined;
  let inner = Promise.resolve<unknown>(undefined);
  let innerCalls = 0;

  /** A name nobody else has: the first is `name#1`. */
  function named(name: string): string {
    const count = (started.get(name) ?? 0) + 1;
    started.set(name, count);
    return `${name}#${count}`;
  }

  async function turn(name: string, key: string): Promise<void> {
    const mine = turns.park(key);
    turns.ends(name);
    await mine;
  }

  /** Carries out what an invocation asks for when all it asked for before is dealt with and its turn has come. */
  async function paced<T>(tag: CallTag, carryOut: () => Promise<T>): Promise<T> {
    const actor = actors.get(tag.requestId);
    if (!actor) return carryOut();
    const key = `${actor.name} call ${tag.order}`;
    if (actor.alive && tag.order !== actor.next)
      await new Promise<void>((resolve) => actor.waiting.set(tag.order, resolve));
    // What an invocation had sent before it ended takes its course at once.
    if (actor.alive) await turn(actor.name, key);
    turns.starts(key);
    try {
      return await current.run(key, carryOut);
    } finally {
      actor.next = Number.NaN;
      if (actor.alive) turns.starts(actor.name);
      turns.ends(key);
    }
  }

  function settled(requestId: string, order: number): void {
    const actor = actors.get(requestId);
    if (!actor?.alive) return;
    actor.next = order + 1;
    actor.waiting.get(actor.next)?.();
  }

  function end(actor: Actor): void {
    actor.alive = false;
    for (const [, goOn] of [...actor.waiting].toSorted(([a], [b]) => a - b)) goOn();
    turns.ends(actor.name);
  }

  /** Calls by AWS itself go one after the other, too, in the order they were made. */
  function innerCall<T>(carryOut: () => Promise<T>): Promise<T> {
    const key = `inner call ${innerCalls++}`;
    // Behind one that waits on the clock, it is not under way either.
    const begin = () => {
      turns.starts(key);
      return current.run(key, carryOut);
    };
    const done = inner.then(begin).finally(() => turns.ends(key));
    inner = done.catch(() => {});
    return done;
  }

  async function traced<T>(step: Omit<Step, "outcome">, carryOut: () => Promise<T>, outcome: (answer: T) => string) {
    try {
      const answer = await carryOut();
      steps.push({ ...step, outcome: outcome(answer) });
      return answer;
    } catch (error) {
      steps.push({ ...step, outcome: `no answer: ${error instanceof Error ? error.name : error}` });
      throw error;
    }
  }

  const who = (tag: CallTag) => actors.get(tag.requestId)?.name ?? "an ended invocation";

  async function sent<T>(name: string, send: () => Promise<T>): Promise<T> {
    const request: Request = { name, open: true };
    outgoing = request;
    turns.starts(name);
    try {
      return await send();
    } finally {
      request.open = false;
      if (outgoing === request) outgoing = undefined;
    }
  }

  return {
    gate(call: AwsCall, next) {
      if (!active) return next(call);
      const { tag } = call;
      if (!tag) return innerCall(() => next(call));
      const step = { who: who(tag), action: actionOf(call), entity: entityOf(call, tables) };
      return paced(tag, () => traced(step, () => next(call), outcomeOf));
    },
    call(tag, step, carryOut, outcome) {
      if (!active || !tag) return carryOut();
      return paced(tag, () => traced({ who: who(tag), ...step }, carryOut, outcome));
    },
    functionOf: ({ requestId }) => actors.get(requestId)?.name.replace(/#\d+$/, ""),
    clockFor: (clock) => ({
      now: clock.now,
      at(at, callback) {
        const call = current.getStore();
        if (call === undefined) return clock.at(at, callback);
        // While it waits it is not under way: others go on, and if none can, time does.
        turns.ends(call);
        return clock.at(at, () => {
          turns.starts(call);
          callback();
        });
      },
    }),
    know(resources) {
      tables = tableSchemas(resources);
    },
    async invocation(functionName, run) {
      const name = named(functionName);
      const requestId = uuidOf(`${seed} ${name}`);
      if (!active) return run(requestId);
      const request = outgoing;
      outgoing = undefined;
      if (!request) await turns.park(`start ${name}`);
      const actor: Actor = { name, alive: true, next: 0, waiting: new Map() };
      actors.set(requestId, actor);
      turns.starts(name);
      if (request) turns.ends(request.name);
      const step = { who: name, action: "runs", entity: "" };
      const result = await traced(step, () => run(requestId), endOf);
      if (request?.open) turns.starts(request.name);
      end(actor);
      return result;
    },
    settled: ({ requestId, order }) => settled(requestId, order),
    async webhook(name, send) {
      if (!active) return send();
      const key = named(`webhook ${name}`);
      await turns.park(key);
      try {
        return await sent(key, send);
      } finally {
        turns.ends(key);
      }
    },
    client(name) {
      let requests = 0;
      turns.starts(name);
      return {
        async request(label, send, outcome) {
          const key = `${name} request ${++requests}`;
          await turn(name, key);
          try {
            return await traced({ who: name, action: label, entity: "" }, () => sent(key, send), outcome);
          } finally {
            turns.starts(name);
            turns.ends(key);
          }
        },
        async waits(until) {
          turns.ends(name);
          await until;
          turns.starts(name);
        },
        ends: () => turns.ends(name),
      };
    },
    begin() {
      active = true;
    },
    quiet: turns.quiet,
    stop() {
      active = false;
      turns.stop();
    },
    trace() {
      const number = numbering();
      return steps.map(({ who, action, entity, outcome }) => number(`${who} ${action} ${entity} → ${outcome}`));
    },
  };
}

const endOf = (result: InvokeResult) => {
  if (!result.ok) return result.error.errorType;
  const { payload } = result;
  const status = typeof payload === "object" && payload !== null ? Reflect.get(payload, "statusCode") : undefined;
  return status === undefined ? "done" : String(status);
};

/** A UUID that a text always makes. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
