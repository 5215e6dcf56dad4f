import { totalmem } from "node:os";
import type { Clock } from "../seams.ts";
import type { Instance } from "./instance.ts";

/**
 * The instances of all functions that have nothing to do. Lambda does not tell how long it keeps them; here it is an
 * hour on the clock, or until this machine holds too many of them: then the one that has rested longest ends.
 */
export type IdleInstances = {
  rests(instance: Instance, retire: () => void): void;
  works(instance: Instance): void;
};

const longest = 3_600_000;
/** One holds some 40 MB; together they may hold a fifth of the machine's memory, and a few always stay. */
const bearable = Math.max(32, Math.floor(totalmem() / 5 / 40e6));

export function idleInstances(clock: Pick<Clock, "now" | "at">, most = bearable): IdleInstances {
  const resting = new Map<Instance, { readonly end: () => void; readonly cancel: () => void }>();

  function works(instance: Instance): void {
    resting.get(instance)?.cancel();
    resting.delete(instance);
  }

  return {
    works,
    rests(instance, retire) {
      const end = () => {
        works(instance);
        retire();
      };
      resting.set(instance, { end, cancel: clock.at(clock.now() + longest, end) });
      const [first] = resting.values();
      if (resting.size > most) first?.end();
    },
  };
}
