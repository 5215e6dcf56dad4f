import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, FilterCriteria, type IEventSourceDlq, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Trigger } from "#platform/subscriber.ts";
import { alarmWhen } from "./alarm.ts";
import { deadLetters } from "./dead-letters.ts";
import type { Attached } from "./reaction.ts";

type Followed = Extract<Trigger, { kind: "stream" }>;

/** The streams of both tables → function, in order per item; a batch that keeps failing is halved until the bad record stands alone. */
export function onStream(to: Attached, trigger: Followed): void {
  const { scope, id, fn, shared, subscriber } = to;
  const onFailure = failureDestination(to);
  // AWS knows no resource for this one.
  fn.allow(["dynamodb:ListStreams"], "*");
  map(to, trigger, { named: `${id}-mapping`, table: shared.table, onFailure });
  map(to, trigger, { named: `${id}-archive-mapping`, table: shared.archive, onFailure });
  const age = fn.metric("IteratorAge", { statistic: "Maximum", period: Duration.minutes(5) });
  const text = `${subscriber.id} is ten minutes behind; the stream forgets after 24 hours. ${subscriber.impact}`;
  alarmWhen(scope, `${id}-behind-alarm`, age, Duration.minutes(10).toMilliseconds(), text, shared);
}

type Source = { readonly named: string; readonly table: TableV2; readonly onFailure: IEventSourceDlq };

function map({ scope, fn }: Attached, trigger: Followed, { named, table, onFailure }: Source): void {
  const stream = table.tableStreamArn;
  if (!stream) throw new Error("The table has no stream");
  fn.allow(["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"], stream);
  const { entities } = trigger;
  const written = { dynamodb: { NewImage: { __edb_e__: { S: entities } } } };
  new EventSourceMapping(scope, named, {
    target: fn,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: trigger.batchSize,
    maxBatchingWindow: Duration.seconds(trigger.windowSeconds),
    parallelizationFactor: 1,
    bisectBatchOnError: true,
    retryAttempts: 10,
    reportBatchItemFailures: true,
    onFailure,
    supportS3OnFailureDestination: true,
    ...(entities && { filters: [FilterCriteria.filter(written)] }),
  });
}

/** A queue is told where in the stream the records are, while they last; only S3 keeps the records themselves. */
function failureDestination(to: Attached): IEventSourceDlq {
  const { fn, subscriber, shared } = to;
  if (!subscriber.uses.includes("audit:put")) {
    const { queueArn } = deadLetters(to);
    fn.allow(["sqs:SendMessage"], queueArn);
    return { bind: () => ({ destination: queueArn }) };
  }
  fn.allow(["s3:PutObject"], shared.audit.arnForObjects("*"));
  fn.allow(["s3:ListBucket"], shared.audit.bucketArn);
  return { bind: () => ({ destination: shared.audit.bucketArn }) };
}
