import { setTimeout as sleep } from "node:timers/promises";
import { parseArn } from "../../arn.ts";
import type { Front } from "../../front.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import type { Consumer } from "./batch-delivery.ts";
import { openCheckpoints } from "./checkpoints.ts";
import { consumeShard, type ShardConsumer } from "./shard-consumer.ts";
import { openStream, type Position, type Shard } from "./shards.ts";

type Parts = Omit<Consumer, "settings" | "checkpoints"> & {
  readonly settings: MappingSettings;
  readonly front: Pick<Front, "call" | "stateDir">;
};

export type RunningMapping = { pending(): number; wake(): void; stop(): Promise<void> };
export type RunningStream = Omit<RunningMapping, "wake"> & {
  /** Tells of a write to these tables, or to any. */
  written(tables: readonly string[] | undefined): void;
};

/** Runs the mapping of a stream to a function: every shard in its own loop, a child after its parent has ended. */
export async function startStreamMapping({ front, ...parts }: Parts): Promise<RunningStream> {
  const { settings } = parts;
  const checkpoints = openCheckpoints(front.stateDir, settings.id);
  const consumer: Consumer = { ...parts, checkpoints };
  const table = tableOf(settings.sourceArn);
  const stream = await openStream(front, table, settings.functionArn);
  /** To its table, through the front. */
  let writes = 0;
  const running = new Map<string, ShardConsumer>();
  // A consumer that starts at the latest record does so once; later shards it reads from their beginning.
  let firstLook = settings.startAtLatest && !checkpoints.known();
  let looking = false;
  let stopped = false;

  async function look(): Promise<void> {
    const shards = await stream.shards();
    const parents = new Set(shards.map((shard) => shard.parent));
    for (const shard of shards) {
      const { closed, sequence } = checkpoints.of(shard.id);
      if (closed || running.has(shard.id) || parentUnfinished(shard, shards)) continue;
      if (firstLook && parents.has(shard.id)) checkpoints.save(shard.id, { closed: true });
      else start(shard.id, sequence ? { after: sequence } : firstLook ? "LATEST" : "TRIM_HORIZON");
    }
    firstLook = false;
  }

  /** A parent no longer listed has expired with all its records. */
  function parentUnfinished({ parent }: Shard, shards: readonly Shard[]): boolean {
    return shards.some(({ id }) => id === parent) && !checkpoints.of(parent ?? "").closed && !firstLook;
  }

  function start(shardId: string, position: Position): void {
    const shard = consumeShard(consumer, { stream, shardId, start: position, writes: () => writes });
    running.set(shardId, shard);
    shard.ended.then((finished) => {
      running.delete(shardId);
      if (finished) void lookAgain();
    });
  }

  /** The child of a shard that has ended may be listed a moment later. */
  async function lookAgain(): Promise<void> {
    looking = true;
    while (!stopped) {
      await look().catch((error: Error) => parts.warn(`${settings.id}: no list of shards: ${error.message}`));
      if (running.size > 0) break;
      await sleep(250, undefined, { ref: false });
    }
    looking = false;
  }

  await look();
  return {
    pending: () => [...running.values()].reduce((sum, shard) => sum + shard.pending(), looking ? 1 : 0),
    written(tables) {
      if (tables && !tables.includes(table)) return;
      writes++;
      for (const shard of running.values()) shard.wake();
    },
    async stop() {
      stopped = true;
      const ends = [...running.values()].map((shard) => {
        shard.stop();
        return shard.ended;
      });
      await Promise.all(ends);
    },
  };
}

/** `arn:aws:dynamodb:…:table/Shows/stream/2026-01-01T00:00:00.000` */
function tableOf(streamArn: string): string {
  const [kind, table] = parseArn(streamArn).rest.split("/");
  if (kind !== "table" || !table) throw new Error(`Not the stream of a table: ${streamArn}`);
  return table;
}
