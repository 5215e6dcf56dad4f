import type { AwsAnswer } from "../../front/call.ts";

/** Capacity that a call used of one partition of a table or an index. */
export type Charge = {
  /** The table's name; an index's as `<table>/<index>`. */
  readonly resource: string;
  /** The partition key's value; `*` for a scan, which has none. */
  readonly partition: string;
  readonly read: number;
  readonly write: number;
};

export type Metered = { readonly answer: AwsAnswer; readonly charges: readonly Charge[] };

export type Spender = {
  /** The function's name; without one, who called. */
  readonly operation: string;
  /** As AWS names it: `PutItem`. */
  readonly action: string;
  readonly requestId: string | undefined;
};

export type Units = { readonly read: number; readonly write: number };
export type Tally = Units & { readonly requests: number };
/** What one partition key took; `writes` counts the items and entries written. */
export type KeyTally = Charge & { readonly writes: number };

export type Usage = Tally & {
  readonly actions: Readonly<Record<string, Tally>>;
  /** By table and index. */
  readonly resources: Readonly<Record<string, Units>>;
  /** By `<action> <table or index>`. */
  readonly lines: Readonly<Record<string, Units>>;
  /** The partition keys that took the most write units, and read units: none if nothing was written, or read. */
  readonly hottest: { readonly read?: KeyTally; readonly write?: KeyTally };
};

/** Requests and capacity units since the last reset. */
export type Reading = Usage & { readonly operations: Readonly<Record<string, Usage>> };

export type Ledger = {
  enter(spender: Spender, charges: readonly Charge[]): void;
  read(): Reading;
  /** What one invocation has used so far. */
  ofInvocation(requestId: string): Tally;
  reset(): void;
};

type Call = Omit<Spender, "requestId"> & Tally;
type Entry = Omit<Spender, "requestId"> & KeyTally;
/** Invocations remembered, so that a stack that runs for weeks does not fill memory with them. */
const invocationsKept = 1_000;

export function createLedger(): Ledger {
  const calls = new Map<string, Call>();
  const entries = new Map<string, Entry>();
  const invocations = new Map<string, Tally>();
  return {
    enter({ operation, action, requestId }, charges) {
      const call = { operation, action, requests: 1, ...totalOf(charges) };
      add(calls, `${operation} ${action}`, call);
      for (const charge of charges) {
        const key = `${operation} ${action} ${charge.resource} ${charge.partition}`;
        add(entries, key, { operation, action, ...charge, writes: charge.write > 0 ? 1 : 0 });
      }
      if (requestId === undefined) return;
      add(invocations, requestId, { requests: 1, read: call.read, write: call.write });
      const [oldest] = invocations.keys();
      if (invocations.size > invocationsKept && oldest !== undefined) invocations.delete(oldest);
    },
    read() {
      const byOperation = Map.groupBy(calls.values(), ({ operation }) => operation);
      const own = Map.groupBy(entries.values(), ({ operation }) => operation);
      const operations = [...byOperation].map(([name, made]) => [name, usageOf(made, own.get(name) ?? [])]);
      return { ...usageOf([...calls.values()], [...entries.values()]), operations: Object.fromEntries(operations) };
    },
    ofInvocation: (requestId) => invocations.get(requestId) ?? { requests: 0, read: 0, write: 0 },
    reset() {
      for (const map of [calls, entries, invocations]) map.clear();
    },
  };
}

function usageOf(calls: readonly Call[], entries: readonly Entry[]): Usage {
  const tally = (made: readonly Call[]) => ({
    requests: made.reduce((sum, { requests }) => sum + requests, 0),
    ...totalOf(made),
  });
  const keys = new Map<string, KeyTally>();
  for (const { resource, partition, read, write, writes } of entries)
    add(keys, `${resource} ${partition}`, { resource, partition, read, write, writes });
  const hottest = (unit: keyof Units) =>
    [...keys.values()].reduce<KeyTally | undefined>(
      (top, key) => (key[unit] > (top?.[unit] ?? 0) ? key : top),
      undefined,
    );
  const [read, write] = [hottest("read"), hottest("write")];
  return {
    ...tally(calls),
    actions: grouped(calls, ({ action }) => action, tally),
    resources: grouped(entries, ({ resource }) => resource, totalOf),
    lines: grouped(entries, ({ action, resource }) => `${action} ${resource}`, totalOf),
    hottest: { ...(read && { read }), ...(write && { write }) },
  };
}

function grouped<T, R>(
  rows: readonly T[],
  by: (row: T) => string,
  total: (rows: readonly T[]) => R,
): Record<string, R> {
  const groups = [...Map.groupBy(rows, by)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([name, members]) => [name, total(members)]));
}

function totalOf(rows: readonly Units[]): Units {
  return rows.reduce((sum, { read, write }) => ({ read: sum.read + read, write: sum.write + write }), {
    read: 0,
    write: 0,
  });
}

/** Adds the numbers of a row to those of the row kept under the same key. */
function add<T extends Units>(rows: Map<string, T>, key: string, row: T): void {
  const kept = rows.get(key);
  if (kept === undefined) return void rows.set(key, row);
  const sums = Object.entries(row).map(([name, value]) => {
    const before: unknown = kept[name as keyof T];
    return [name, typeof value === "number" && typeof before === "number" ? before + value : value];
  });
  rows.set(key, { ...row, ...Object.fromEntries(sums) });
}
