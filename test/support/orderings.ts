import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { table } from "#data/table.ts";
import type { Records, Table } from "#infra/local/stripe/records.ts";

/** Something that may happen, at any time and any number of times. */
export type Step = { readonly name: string; readonly run: () => Promise<unknown> };

export type World = {
  /** What may happen from how things are now; each name stands for the same thing everywhere. */
  readonly steps: () => readonly Step[] | Promise<readonly Step[]>;
  /** All that decides what comes of anything: two moments with the same state are the same moment. */
  readonly state: () => Promise<unknown>;
  /** Keeps how things are; answers what sets them back to it. */
  readonly save: () => Promise<() => Promise<void>>;
};

/**
 * Goes through every order in which things can happen, each at least once and any number of times: not order by order,
 * which would never end, but state by state, each step once from each. Answers the states in which all that there is to
 * happen has happened, each with a way to it, and all states there were.
 */
export async function everyOrdering(world: World) {
  const first = { seen: new Set<string>(), way: [] as string[], state: await world.state(), back: await world.save() };
  const nameOf = (seen: ReadonlySet<string>, state: unknown) => JSON.stringify([[...seen].toSorted(), state]);
  const known = new Map([[nameOf(first.seen, first.state), first]]);
  const ends = new Map<string, { readonly state: unknown; readonly way: readonly string[] }>();
  for (const { seen, way, state, back } of known.values()) {
    await back();
    const steps = await world.steps();
    if (steps.every(({ name }) => seen.has(name)) && !ends.has(JSON.stringify(state))) {
      ends.set(JSON.stringify(state), { state, way });
    }
    for (const step of steps) {
      await back();
      await step.run();
      const next = { seen: new Set([...seen, step.name]), way: [...way, step.name], state: await world.state() };
      const name = nameOf(next.seen, next.state);
      if (!known.has(name)) known.set(name, { ...next, back: await world.save() });
    }
  }
  return { ends: [...ends.values()], states: [...known.values()].map(({ state, way }) => ({ state, way })) };
}

type Item = Record<string, unknown>;
const all = async (): Promise<Item[]> =>
  (await table.client.send(new ScanCommand({ TableName: table.table, ConsistentRead: true }))).Items ?? [];
const keyOf = ({ pk, sk }: Item) => `${pk}\n${sk}`;

/** Keeps the table as it is, and what Stripe remembers. */
export async function saved(records: Records): Promise<() => Promise<void>> {
  const items = new Map((await all()).map((item) => [keyOf(item), item]));
  const rows = Object.values(records).map((kind: Table<{ readonly id: string }>) => ({ kind, was: kind.all() }));
  return async () => {
    for (const { kind, was } of rows) {
      for (const { id } of kind.all()) kind.delete(id);
      for (const row of was) kind.put(row);
    }
    const now = new Map((await all()).map((item) => [keyOf(item), item]));
    const gone = [...now]
      .filter(([key]) => !items.has(key))
      .map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } }));
    const changed = [...items]
      .filter(([key, item]) => JSON.stringify(now.get(key)) !== JSON.stringify(item))
      .map(([, Item]) => ({ PutRequest: { Item } }));
    const requests = [...gone, ...changed];
    for (let at = 0; at < requests.length; at += 25) {
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.table]: requests.slice(at, at + 25) } }));
    }
  };
}
