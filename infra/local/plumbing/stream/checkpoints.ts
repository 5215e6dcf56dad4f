import { keptJson } from "../../kept-json.ts";

/** What a window has gathered so far. */
export type OpenWindow = { readonly start: number; readonly state: unknown };

/** How far one consumer is in one shard. */
export type Progress = {
  /** The last record it is done with. */
  readonly sequence?: string | undefined;
  readonly window?: OpenWindow | undefined;
  /** Read to its end; its children may be read. */
  readonly closed?: boolean;
};

export type Checkpoints = {
  known(): boolean;
  of(shardId: string): Progress;
  save(shardId: string, progress: Progress): void;
};

/** The place of one mapping in its stream, kept over restarts; with each batch, position and window move together. */
export function openCheckpoints(stateDir: string | undefined, mappingId: string): Checkpoints {
  const kept = keptJson<Record<string, Progress>>(stateDir, `stream-${mappingId}.json`, {});
  return {
    known: () => Object.keys(kept.value).length > 0,
    of: (shardId) => kept.value[shardId] ?? {},
    save(shardId, progress) {
      kept.write({ ...kept.value, [shardId]: progress });
    },
  };
}
