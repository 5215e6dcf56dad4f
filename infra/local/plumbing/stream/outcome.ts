import { isObject } from "../../json.ts";
import type { InvokeResult } from "../../seams.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import { type StreamRecord, sequenceOf } from "./records.ts";

/** Records that go to the function in one call, and how often they did. */
export type Batch = {
  readonly records: readonly StreamRecord[];
  readonly invocations: number;
  readonly retries: number;
};

/** What became of one call with a batch. */
export type Outcome =
  | { readonly kind: "done" }
  /** The records before this one are done with. */
  | { readonly kind: "failed"; readonly from: number };

type Reporting = Pick<MappingSettings, "reportsItemFailures" | "tumblingWindow">;

/** Reads the function's answer as Lambda's poller does. */
export function outcomeOf(result: InvokeResult, records: readonly StreamRecord[], settings: Reporting): Outcome {
  const whole: Outcome = { kind: "failed", from: 0 };
  if (!result.ok) return whole;
  const answer = isObject(result.payload) ? result.payload : {};
  if (settings.tumblingWindow > 0 && answer.state === undefined) return whole;
  if (!settings.reportsItemFailures || answer.batchItemFailures == null) return { kind: "done" };
  if (!Array.isArray(answer.batchItemFailures)) return whole;
  const failures: unknown[] = answer.batchItemFailures;
  if (failures.length === 0) return { kind: "done" };
  const reported = failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined));
  const positions = reported.map((sequence) => records.findIndex((record) => sequenceOf(record) === sequence));
  // A failure that names no record of the batch fails all of it.
  return { kind: "failed", from: Math.max(0, Math.min(...positions)) };
}

/** What to do next with a batch that failed at its first record; `give up` sends it to the failure destination. */
export type Next = readonly Batch[] | "give up";

type Retrying = Pick<MappingSettings, "bisects" | "maximumRetries">;

/** Splitting a batch in two is free; only sending the same records again counts as a retry. */
export function afterFailure(batch: Batch, settings: Retrying): Next {
  const { records, retries } = batch;
  if (settings.bisects && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    return [records.slice(0, middle), records.slice(middle)].map((half) => ({ ...batch, records: half }));
  }
  return retries >= settings.maximumRetries ? "give up" : [{ ...batch, retries: retries + 1 }];
}
