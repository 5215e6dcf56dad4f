import type { KeptJson } from "./kept-json.ts";
import type { Clock } from "./seams.ts";

/** The machine's own clock, kept from before `installClock` replaces `Date.now`. */
const machineNow = Date.now;
/** The longest delay `setTimeout` takes. */
const longestDelay = 2 ** 31 - 1;

type Alarm = { readonly at: number; readonly callback: () => void };

/** What a clock shares with other threads: its offset, and the moment it stands still at, or 0 if it runs. */
const cells = 2;

/** The time of a clock, read in any thread. */
export function timeOf(shared: SharedArrayBuffer): () => number {
  const cell = new Float64Array(shared);
  return () => (cell[1] || machineNow()) + (cell[0] ?? 0);
}

/**
 * A clock that runs with the machine's and can be moved forward; or, given a moment, one that stands still there and is
 * only ever moved. Alarms go off in the order they are due, each at a moment that reads as its own, whether real time
 * brought it or `advance` did. `kept` holds how far it was moved for the next start: what is stored lives in its time.
 */
export function createClock(standingAt = 0, kept?: KeptJson<number>): Clock {
  const shared = new SharedArrayBuffer(cells * Float64Array.BYTES_PER_ELEMENT);
  const cell = new Float64Array(shared);
  cell[0] = kept?.value ?? 0;
  cell[1] = standingAt;
  const alarms = new Set<Alarm>();
  let timer: NodeJS.Timeout | undefined;

  const base = () => standingAt || machineNow();
  const offset = () => cell[0] ?? 0;
  const now = timeOf(shared);

  function next(until: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of alarms) if (alarm.at <= until && (!first || alarm.at < first.at)) first = alarm;
    return first;
  }

  function ring(alarm: Alarm): void {
    alarms.delete(alarm);
    alarm.callback();
  }

  /** Sets the machine's timer for whatever is due next. It keeps no process alive. */
  function arm(): void {
    clearTimeout(timer);
    const first = next(Number.POSITIVE_INFINITY);
    if (!first || standingAt) return;
    timer = setTimeout(
      () => {
        for (let due = next(now()); due; due = next(now())) ring(due);
        arm();
      },
      Math.min(Math.max(first.at - now(), 0), longestDelay),
    );
    timer.unref();
  }

  return {
    now,
    offset,
    shared,
    stands: standingAt !== 0,
    nextAlarm: () => next(Number.POSITIVE_INFINITY)?.at,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError("The clock moves forward only");
      const target = offset() + milliseconds;
      for (let due = next(base() + target); due; due = next(base() + target)) {
        cell[0] = Math.max(offset(), due.at - base());
        ring(due);
      }
      cell[0] = Math.max(offset(), target);
      kept?.write(offset());
      arm();
    },
    at(at, callback) {
      const alarm: Alarm = { at, callback };
      alarms.add(alarm);
      arm();
      return () => {
        alarms.delete(alarm);
      };
    },
  };
}

/**
 * Makes `Date` of this process follow the clock, so that libraries in it (the queue, the bucket) live in the same time.
 * Answers a function that puts the machine's `Date` back.
 */
export function installClock(clock: Pick<Clock, "now">): () => void {
  const MachineDate = globalThis.Date;
  const before = MachineDate.now;
  const ShiftedDate = new Proxy(MachineDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [clock.now()] : given, newTarget),
    apply: () => new MachineDate(clock.now()).toString(),
  });
  MachineDate.now = () => clock.now();
  MachineDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
  return () => {
    MachineDate.now = before;
    MachineDate.prototype.constructor = MachineDate;
    globalThis.Date = MachineDate;
  };
}
