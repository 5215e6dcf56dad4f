import { nameIn } from "../../arn.ts";
import type { Faults } from "../../faults/faults.ts";
import { isObject } from "../../json.ts";
import type { Clock, InvokeResult, LambdaRuntime } from "../../seams.ts";
import type { Deliver } from "../destinations.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import type { Checkpoints, OpenWindow } from "./checkpoints.ts";
import { streamEvent } from "./event.ts";
import { type Condition, failureKey, failureRecord } from "./failure-record.ts";
import { afterFailure, type Batch, outcomeOf } from "./outcome.ts";
import { createdAt, type StreamRecord, sequenceOf } from "./records.ts";

export type Consumer = {
  readonly settings: MappingSettings;
  readonly clock: Clock;
  readonly runtime: Pick<LambdaRuntime, "invoke">;
  readonly deliver: Deliver;
  readonly checkpoints: Checkpoints;
  readonly faults: Pick<Faults, "take">;
  readonly warn: (message: string) => void;
};

type Loop = {
  readonly shardId: string;
  stopped(): boolean;
  /** Waits on the clock, or until stopped. */
  sleep(milliseconds: number): Promise<void>;
};

/** Sees batches of one shard through to their end: accepted, or given up. The window, if any, is carried along. */
export function batchDelivery(consumer: Consumer, { shardId, stopped, sleep }: Loop) {
  const { settings, clock, runtime, checkpoints, faults } = consumer;
  const occurrence = { functionName: nameIn(settings.functionArn) };
  /** Sequence numbers of records the function is made to fail with. */
  const poison = new Set<string>();
  let window: OpenWindow | undefined = checkpoints.of(shardId).window;

  async function deliverBatch(records: readonly StreamRecord[]): Promise<void> {
    let waiting: readonly Batch[] = [{ records, invocations: 0, retries: 0 }];
    while (waiting.length > 0 && !stopped()) {
      const [head, ...rest] = waiting;
      const fresh = head && (await withoutExpired(head));
      waiting = fresh ? [...(await attempt(fresh)), ...rest] : rest;
    }
  }

  /** Calls the function once; answers what of the batch is still to do. */
  async function attempt(batch: Batch): Promise<readonly Batch[]> {
    const called = { ...batch, invocations: batch.invocations + 1 };
    const { records } = batch;
    const result = poisoned(records) ? choked : await invoke(records, false);
    if (stopped() && !result.ok) return [];
    const outcome = outcomeOf(result, records, settings);
    if (outcome.kind === "done")
      // As if the poller had lost the answer: the same batch comes again.
      return faults.take("stream-batch-duplicated", occurrence)
        ? [{ records, invocations: 0, retries: 0 }]
        : progress(records, result);
    if (outcome.from > 0) {
      progress(records.slice(0, outcome.from), result);
      return [{ records: records.slice(outcome.from), invocations: 0, retries: 0 }];
    }
    const next = afterFailure(called, settings);
    if (next !== "give up") {
      if (next.length === 1) await sleep(pauseAfter(batch.retries));
      return next;
    }
    await giveUp(called, "RetryAttemptsExhausted");
    return progress(records);
  }

  function poisoned(records: readonly StreamRecord[]): boolean {
    if (records.some((record) => poison.has(sequenceOf(record)))) return true;
    const fault = faults.take("poison-record", occurrence);
    const bad = fault && (records[fault.position] ?? records.at(-1));
    if (bad) poison.add(sequenceOf(bad));
    return bad !== undefined;
  }

  function invoke(records: readonly StreamRecord[], final: boolean): Promise<InvokeResult> {
    return runtime.invoke(settings.functionArn, streamEvent(settings, records, window && { window, final, shardId }));
  }

  /** These records are done with; what the function answered is the window's state from now on. */
  function progress(records: readonly StreamRecord[], result?: InvokeResult): [] {
    if (window && result?.ok && isObject(result.payload)) window = { ...window, state: result.payload.state };
    const last = records.at(-1);
    checkpoints.save(shardId, { sequence: last && sequenceOf(last), window });
    return [];
  }

  async function withoutExpired(batch: Batch): Promise<Batch | undefined> {
    const oldest = clock.now() - settings.maximumAge;
    const expired = batch.records.filter((record) => createdAt(record) < oldest);
    if (expired.length === 0) return batch;
    await giveUp({ ...batch, records: expired }, "RecordAgeExceeded");
    progress(expired);
    const records = batch.records.filter((record) => !expired.includes(record));
    return records.length > 0 ? { ...batch, records } : undefined;
  }

  async function giveUp(batch: Batch, condition: Condition): Promise<void> {
    if (settings.onFailure === undefined) return;
    const now = clock.now();
    const record = failureRecord({ settings, shardId, batch, condition, now });
    const toBucket = settings.onFailure.split(":")[2] === "s3";
    const payload = toBucket ? { ...record, payload: JSON.stringify(streamEvent(settings, batch.records)) } : record;
    await consumer.deliver(settings.onFailure, payload, settings.functionArn, failureKey({ settings, shardId, now }));
  }

  return {
    deliverBatch,
    window: () => window,
    openWindow(start: number): void {
      window = { start, state: {} };
    },
    /** The last call for a window; what it answers is of no use to anybody. */
    async closeWindow(): Promise<void> {
      for (let retries = 0; !stopped(); retries++) {
        const result = await invoke([], true);
        if (result.ok || retries >= settings.maximumRetries) break;
        await sleep(pauseAfter(retries));
      }
      if (stopped()) return;
      window = undefined;
      checkpoints.save(shardId, { ...checkpoints.of(shardId), window });
    },
  };
}

const choked: InvokeResult = {
  ok: false,
  error: { errorType: "Error", errorMessage: "Made to fail with this record" },
};

/** AWS does not publish its pauses. These are short, and a shard that waits is not at rest: nothing behind it moves. */
function pauseAfter(retries: number): number {
  return Math.min(20 * 2 ** retries, 200);
}
