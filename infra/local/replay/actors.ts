import { type CallTag, ResponseLost } from "../front/call.ts";
import type { Calm } from "../lambda/messages.ts";
import type { Turns } from "./turns.ts";

/** An invocation that runs: its calls are let through one by one, in the order it sent them. */
type Actor = {
  readonly name: string;
  alive: boolean;
  /** The call that may come next, once the one before is not only answered but dealt with. */
  next: number;
  readonly waiting: Map<number, () => void>;
  /** The places of its calls that have come here, or have ended on the way. */
  readonly known: Set<number>;
  /** Told by its instance, which may be ahead of its calls. */
  calm: Calm | undefined;
};

/** The invocations of a run, by request id, and what each has to wait for before its next call. */
export function createActors(turns: Turns) {
  const actors = new Map<string, Actor>();
  const timersOf = ({ name }: Actor) => `timers of ${name}`;

  function knows(actor: Actor, order: number): void {
    actor.known.add(order);
    whenAllHere(actor);
  }

  /** An invocation that only waits is under way no longer, once every call it has sent is here. */
  function whenAllHere(actor: Actor): void {
    const { alive, calm, known, name } = actor;
    if (!alive || !calm || known.size < calm.sent) return;
    actor.calm = undefined;
    if (calm.idle) turns.ends(name);
    turns.ends(timersOf(actor));
  }

  return {
    nameOf: ({ requestId }: CallTag) => actors.get(requestId)?.name,
    begins(requestId: string, name: string): void {
      const none = { waiting: new Map(), known: new Set<number>(), calm: undefined };
      actors.set(requestId, { name, alive: true, next: 0, ...none });
      turns.starts(name);
    },
    ends(requestId: string): void {
      const actor = actors.get(requestId);
      if (!actor) return;
      actor.alive = false;
      turns.ends(timersOf(actor));
      for (const [, goOn] of [...actor.waiting].toSorted(([a], [b]) => a - b)) goOn();
      turns.ends(actor.name);
    },
    /** Carries out what an invocation asks for when all it asked for before is dealt with and its turn has come. */
    async paced<T>(tag: CallTag, carryOut: (key?: string) => Promise<T>): Promise<T> {
      const actor = actors.get(tag.requestId);
      if (!actor) return carryOut();
      const key = `${actor.name} call ${tag.order}`;
      knows(actor, tag.order);
      if (actor.alive && tag.order !== actor.next)
        await new Promise<void>((resolve) => actor.waiting.set(tag.order, resolve));
      // What an invocation had sent before it ended is lost with it, or else chance would say how much had arrived.
      if (!actor.alive) throw new ResponseLost(`${actor.name} ended before its call was made`);
      await turns.takes(actor.name, key);
      turns.starts(key);
      try {
        return await carryOut(key);
      } finally {
        actor.next = Number.NaN;
        if (actor.alive) turns.starts(actor.name);
        turns.ends(key);
      }
    },
    settled({ requestId, order }: { readonly requestId: string; readonly order: number }): void {
      const actor = actors.get(requestId);
      if (!actor?.alive) return;
      knows(actor, order);
      actor.next = order + 1;
      actor.waiting.get(actor.next)?.();
    },
    rings(requestId: string): void {
      const actor = actors.get(requestId);
      if (!actor?.alive) return;
      actor.calm = undefined;
      turns.starts(timersOf(actor));
    },
    calm(calm: Calm): void {
      const actor = actors.get(calm.requestId);
      if (!actor) return;
      actor.calm = calm;
      whenAllHere(actor);
    },
  };
}
