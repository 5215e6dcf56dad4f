import { setTimeout as sleep } from "node:timers/promises";
import type { TableSchemas } from "../dynamodb/table-schema.ts";
import { type Touched, textOf } from "../dynamodb/touched-items.ts";
import type { Front } from "../front.ts";
import { isObject } from "../json.ts";
import { openStream, type Position } from "../plumbing/stream/shards.ts";

/** Machine milliseconds after which a write is taken to have changed nothing: then it leaves no record. */
const longest = 250;

/**
 * Follows the streams of the tables. DynamoDB Local answers a write before all its records can be read, so that who
 * reads next may find some of them or all; this waits until each item written has its record.
 */
export async function followStreams(front: Pick<Front, "call">, tables: TableSchemas) {
  const places = new Map<string, Awaited<ReturnType<typeof open>>>();
  for (const [name, { keys }] of tables) places.set(name, await open(name, keys));

  async function open(name: string, keys: readonly string[]) {
    const stream = await openStream(front, name, "cloudformation.amazonaws.com");
    const [shard] = await stream.shards();
    let position: Position = "TRIM_HORIZON";
    let iterator: string | undefined;
    /** The items of the records that have come since the last look. */
    return async (): Promise<string[]> => {
      if (!shard) return [];
      iterator ??= await stream.iterator(shard.id, position);
      const page = await stream.read(iterator, 1_000);
      iterator = page.next;
      const last = page.records.at(-1);
      if (last) position = { after: last.dynamodb.SequenceNumber };
      return page.records.map(({ dynamodb: { Keys } }) => {
        const key = isObject(Keys) ? Keys : {};
        return `${name} ${keys.map((attribute) => textOf(key[attribute])).join(" ")}`;
      });
    };
  }

  /** Waits until the stream tells of every item that was written. */
  return async (written: readonly Touched[]): Promise<void> => {
    const waiting = new Set(written.map(({ id }) => id));
    const until = performance.now() + longest;
    for (const table of new Set(written.map(({ table }) => table))) {
      const look = places.get(table);
      while (look && waiting.size > 0 && performance.now() < until) {
        const seen = await look();
        for (const id of seen) waiting.delete(id);
        if (seen.length === 0) await sleep(2);
      }
    }
  };
}
