import { AsyncLocalStorage } from "node:async_hooks";
import { type TableSchemas, tableSchemas } from "../dynamodb/table-schema.ts";
import { touchedItems } from "../dynamodb/touched-items.ts";
import type { AwsAnswer, AwsCall, CallTag, Gate } from "../front/call.ts";
import { seededRandom } from "../random.ts";
import type { Pacing } from "../seams.ts";
import { createActors } from "./actors.ts";
import { actionOf, entityOf, outcomeOf } from "./described-call.ts";
import { endOf, uuidOf } from "./invocations.ts";
import { followStreams } from "./stream-follower.ts";
import { openTrace, type Step } from "./trace.ts";
import { createTurns } from "./turns.ts";

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
  const actors = createActors(turns);
  const started = new Map<string, number>();
  const { traced, trace } = openTrace();
  /** The call that is being carried out. */
  const current = new AsyncLocalStorage<string>();
  let tables: TableSchemas = new Map();
  let streamed: Awaited<ReturnType<typeof followStreams>> | undefined;
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

  /** A write is done when its records can be read: which batch they fall into must not depend on the emulator's haste. */
  async function recorded(call: AwsCall, carryOut: () => Promise<AwsAnswer>): Promise<AwsAnswer> {
    const answer = await carryOut();
    const written = touchedItems(call, tables).filter(({ access }) => access === "write");
    if (answer.status === 200 && written.length > 0) await streamed?.(written);
    return answer;
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

  const who = (tag: CallTag) => actors.nameOf(tag) ?? "an ended invocation";
  const paced = <T>(tag: CallTag, carryOut: () => Promise<T>) =>
    actors.paced(tag, (key) => (key === undefined ? carryOut() : current.run(key, carryOut)));

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
      return paced(tag, () => traced(step, () => recorded(call, () => next(call)), outcomeOf));
    },
    call(tag, step, carryOut, outcome) {
      if (!active || !tag) return carryOut();
      return paced(tag, () => traced({ who: who(tag), ...step }, carryOut, outcome));
    },
    functionOf: (tag) => actors.nameOf(tag)?.replace(/#\d+$/, ""),
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
    async know(resources, front) {
      tables = tableSchemas(resources);
      streamed = await followStreams(front, tables);
    },
    async invocation(functionName, run) {
      const name = named(functionName);
      const requestId = uuidOf(`${seed} ${name}`);
      if (!active) return run(requestId);
      const request = outgoing;
      outgoing = undefined;
      if (!request) await turns.park(`start ${name}`);
      actors.begins(requestId, name);
      if (request) turns.ends(request.name);
      const step = { who: name, action: "runs", entity: "" };
      const result = await traced(step, () => run(requestId), endOf);
      if (request?.open) turns.starts(request.name);
      actors.ends(requestId);
      return result;
    },
    settled: actors.settled,
    rings: actors.rings,
    calm: actors.calm,
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
          await turns.takes(name, key);
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
    trace,
  };
}
