import { shuffled } from "../random.ts";

/**
 * Lets one thing happen at a time, in an order that one seed always repeats. Whatever could happen next is parked;
 * only when everything else has come to rest, the dice choose one of the parked and let it go.
 */
export type Turns = {
  /** Waits for its turn. The key is the same in every run with the same seed; it orders what is parked. */
  park(key: string): Promise<void>;
  /** What is under way waits for its turn, and is under way no longer. */
  takes(name: string, key: string): Promise<void>;
  /** Something is under way now that may still park, or bring others to park. */
  starts(what: string): void;
  ends(what: string): void;
  /** Resolves when nothing is under way and nothing parked: only time can bring more. */
  quiet(): Promise<void>;
  /** Lets everything go at once, for good. */
  stop(): void;
};

/** How often the event loop must go round without anything starting before all is at rest. */
const calmRounds = 6;
/** Machine time without rest after which something is stuck. A call takes milliseconds; a cold start under load, seconds. */
const stuckAfter = 60_000;

export function createTurns(random: () => number): Turns {
  const parked = new Map<string, () => void>();
  const underWay = new Set<string>();
  const waitingForQuiet: (() => void)[] = [];
  let changes = 0;
  let wake = () => {};
  let stopped = false;

  function changed(): void {
    changes++;
    wake();
  }

  async function atRest(): Promise<void> {
    const latest = performance.now() + stuckAfter;
    for (let calm = 0, seen = changes; calm < calmRounds && !stopped; ) {
      if (underWay.size > 0) await nextChange(Math.max(1, latest - performance.now()));
      else await new Promise(setImmediate);
      calm = underWay.size === 0 && changes === seen ? calm + 1 : 0;
      seen = changes;
    }
  }

  function nextChange(within?: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stuck = () => reject(new Error(`Stuck: ${[...underWay].join(", ")}; parked: ${[...parked.keys()]}`));
      const timer = within === undefined ? undefined : setTimeout(stuck, within);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      await atRest();
      const [key] = shuffled([...parked.keys()].toSorted(), random);
      if (key !== undefined) release(key);
      else if (waitingForQuiet.length > 0) for (const resolve of waitingForQuiet.splice(0)) resolve();
      else if (!stopped) await nextChange();
    }
  }

  function release(key: string): void {
    const go = parked.get(key);
    parked.delete(key);
    go?.();
  }

  const running = run();
  running.catch(() => {});
  function park(key: string): Promise<void> {
    if (stopped) return Promise.resolve();
    if (parked.has(key)) throw new Error(`Two are parked as ${key}`);
    const turn = new Promise<void>((resolve) => parked.set(key, resolve));
    changed();
    return turn;
  }

  function ends(what: string): void {
    underWay.delete(what);
    changed();
  }

  return {
    park,
    async takes(name, key) {
      const mine = park(key);
      ends(name);
      await mine;
    },
    starts(what) {
      underWay.add(what);
      changed();
    },
    ends,
    quiet() {
      const quiet = new Promise<void>((resolve) => waitingForQuiet.push(resolve));
      changed();
      // Whoever waits for rest learns why there will be none.
      return Promise.race([quiet, running]);
    },
    stop() {
      stopped = true;
      for (const key of [...parked.keys()]) release(key);
      changed();
    },
  };
}
