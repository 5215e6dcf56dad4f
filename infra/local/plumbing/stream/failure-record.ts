import { randomUUID } from "node:crypto";
import type { MappingSettings } from "../mapping-settings.ts";
import type { Batch } from "./outcome.ts";
import { createdAt, type StreamRecord, sequenceOf } from "./records.ts";

export type Condition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

type Given = {
  readonly settings: Pick<MappingSettings, "functionArn" | "sourceArn" | "id">;
  readonly shardId: string;
  readonly batch: Batch;
  readonly condition: Condition;
  readonly now: number;
};

/** What a failure destination is told of a batch given up: where it is in the stream, but not what is in it. */
export function failureRecord({ settings, shardId, batch, condition, now }: Given) {
  const first = batch.records[0];
  const last = batch.records.at(-1);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: settings.functionArn,
      condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: batch.records.length,
      streamArn: settings.sourceArn,
    },
  };
}

const arrival = (record: StreamRecord | undefined) => record && new Date(createdAt(record)).toISOString();

/** Where in a bucket it goes; there, and only there, the records go with it. */
export function failureKey({ settings, shardId, now }: Pick<Given, "settings" | "shardId" | "now">): string {
  const [day = "", time = ""] = new Date(now).toISOString().split(/[T.]/);
  const file = `${day}T${time.replaceAll(":", ".")}-${randomUUID()}`;
  return ["aws/lambda", settings.id, shardId, ...day.split("-"), file].join("/");
}
