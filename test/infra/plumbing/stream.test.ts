import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { arnOf, bucket, mapping, queue, table } from "../resources.ts";
import { connecting, putting } from "./connected.ts";

type Record = { eventName: string; dynamodb: { SequenceNumber: string; NewImage: { pk: { S: string } } } };
type StreamEvent = { Records: Record[] };

const relay = arnOf.lambda("relay");
const totals = arnOf.lambda("totals");
const { calls, client, clock, front, connect, atRest, plumbing } = await connecting();
await front.create([queue("Failures"), bucket("failures")]);
let tables = 0;

/** A table of its own for each test, with mappings of its stream to these functions. */
async function given(functions: Parameters<typeof connect>[1] & object, settings: object, more: object[] = []) {
  const name = `Table${++tables}`;
  const mappings = Object.keys(functions).map((arn, at) =>
    mapping(`${name}-${at}`, arn, {
      EventSourceArn: arnOf.stream(name),
      StartingPosition: "TRIM_HORIZON",
      ...settings,
      ...more[at],
    }),
  );
  await connect([table(name), ...mappings], functions);
  return name;
}

async function write(TableName: string, ...names: string[]): Promise<void> {
  await client(DynamoDBClient).send(new BatchWriteItemCommand({ RequestItems: { [TableName]: putting(names) } }));
}

/** Waits until so many records are in the buffer of the one reader, and it has found that there are no more. */
async function allAreRead(records: number): Promise<void> {
  const foundNothing = () =>
    new Promise<void>((resolve) => {
      const stop = front.watch(({ operation }, answer) => {
        if (operation !== "GetRecords" || !answer || JSON.parse(answer.body.toString()).Records.length > 0) return;
        stop();
        resolve();
      });
    });
  // A read that was on its way before the write finds nothing, too: then one more write than it has seen is pending.
  do await foundNothing();
  while ((await plumbing().pending()) !== records);
}

const keysOf = (event: unknown) => (event as StreamEvent).Records.map((record) => record.dynamodb.NewImage.pk.S);
const batches = (arn: string) => calls(arn).map(keysOf);

describe("a stream mapping", () => {
  it("hands every consumer each write, as Lambda shapes it", async () => {
    const name = await given({ [relay]: () => {}, [totals]: () => {} }, {});
    await write(name, "a");
    await atRest();
    expect(batches(relay)).toEqual([["a"]]);
    expect(batches(totals)).toEqual([["a"]]);
    expect(calls(relay)[0]).toEqual({
      Records: [
        {
          eventID: expect.any(String),
          eventName: "INSERT",
          eventVersion: "1.1",
          eventSource: "aws:dynamodb",
          awsRegion: "eu-west-1",
          eventSourceARN: arnOf.stream(name),
          dynamodb: {
            ApproximateCreationDateTime: expect.any(Number),
            Keys: { pk: { S: "a" }, sk: { S: "-" } },
            NewImage: { pk: { S: "a" }, sk: { S: "-" } },
            SequenceNumber: expect.any(String),
            SizeBytes: expect.any(Number),
            StreamViewType: "NEW_AND_OLD_IMAGES",
          },
        },
      ],
    });
  });

  it("stays within the batch size, in order", async () => {
    const name = await given({ [relay]: () => {} }, { BatchSize: 2 });
    await write(name, "a", "b", "c", "d", "e");
    await atRest();
    const sizes = batches(relay).map((batch) => batch.length);
    expect(Math.max(...sizes)).toBe(2);
    expect(batches(relay).flat().sort()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("waits for its batching window, by the clock", async () => {
    const name = await given({ [relay]: () => {} }, { MaximumBatchingWindowInSeconds: 300 });
    for (const pk of ["a", "b"])
      await client(DynamoDBClient).send(
        new PutItemCommand({ TableName: name, Item: { pk: { S: pk }, sk: { S: "-" } } }),
      );
    await allAreRead(2);
    expect(calls(relay)).toEqual([]);
    clock.advance(301_000);
    await atRest();
    expect(batches(relay)).toEqual([["a", "b"]]);
  });

  it("leaves out what its filters do not want", async () => {
    const pattern = { eventName: ["INSERT"], dynamodb: { NewImage: { pk: { S: [{ prefix: "order#" }] } } } };
    const name = await given(
      { [relay]: () => {} },
      { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } },
    );
    await write(name, "order#1", "ticket#1", "order#2");
    await atRest();
    expect(batches(relay).flat().sort()).toEqual(["order#1", "order#2"]);
  });

  it("goes on behind the last record a function reported done", async () => {
    let refusals = 1;
    const handler = ({ Records }: StreamEvent) => {
      if (refusals-- <= 0) return { batchItemFailures: [] };
      return { batchItemFailures: [{ itemIdentifier: Records.at(1)?.dynamodb.SequenceNumber }] };
    };
    // The window makes them one batch: without it, a reader may find the first before the others are there.
    const name = await given(
      { [relay]: handler },
      { FunctionResponseTypes: ["ReportBatchItemFailures"], MaximumBatchingWindowInSeconds: 300 },
    );
    await write(name, "a", "b", "c");
    await allAreRead(3);
    clock.advance(301_000);
    await atRest();
    const [first = [], second] = batches(relay);
    expect(first).toHaveLength(3);
    expect(second).toEqual(first.slice(1));
  });

  it("halves a failing batch until the poison is alone, and tells the failure destination where it is", async () => {
    const handler = (event: StreamEvent) => {
      if (keysOf(event).includes("poison")) throw new Error("cannot digest");
    };
    const name = await given(
      { [relay]: handler },
      {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arnOf.queue("Failures") } },
      },
    );
    await write(name, "a", "b", "poison", "c", "d");
    await atRest();
    const accepted = batches(relay).filter((batch) => !batch.includes("poison"));
    expect(accepted.flat().sort()).toEqual(["a", "b", "c", "d"]);
    expect(batches(relay).filter((batch) => batch.join() === "poison")).toHaveLength(2);
    const sqs = client(SQSClient);
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: front.queueUrl("Failures") }));
    expect(JSON.parse(Messages[0]?.Body ?? "")).toMatchObject({
      requestContext: { functionArn: relay, condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: arnOf.stream(name) },
    });
  });

  it("puts the whole event into a bucket that is its failure destination", async () => {
    const name = await given(
      {
        [relay]: () => {
          throw new Error("always");
        },
      },
      { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: arnOf.bucket("failures") } } },
    );
    await write(name, "a");
    await atRest();
    const s3 = client(S3Client);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "failures" }));
    const Key = Contents?.[0]?.Key ?? "";
    expect(Key).toMatch(/^aws\/lambda\/Table\d+-0\/shardId-[\w-]+\/\d{4}\/\d\d\/\d\d\/[\dT.-]+-[\w-]{36}$/);
    const read = await s3.send(new GetObjectCommand({ Bucket: "failures", Key }));
    const record = JSON.parse((await read.Body?.transformToString()) ?? "");
    expect(keysOf(JSON.parse(record.payload))).toEqual(["a"]);
  });

  it("gives up records that have become too old", async () => {
    let tries = 0;
    const handler = () => {
      if (++tries === 1) clock.advance(120_000);
      throw new Error("not now");
    };
    const name = await given({ [relay]: handler }, { MaximumRecordAgeInSeconds: 60 });
    await write(name, "a");
    await atRest();
    expect(calls(relay)).toHaveLength(1);
  });

  it("carries a state through a tumbling window and closes it by the clock", async () => {
    type Windowed = StreamEvent & { state: { count?: number }; isFinalInvokeForWindow: boolean; shardId: string };
    const handler = ({ Records, state }: Windowed) => ({ state: { count: (state.count ?? 0) + Records.length } });
    const name = await given({ [totals]: handler }, { TumblingWindowInSeconds: 900, BatchSize: 1 });
    await write(name, "a", "b");
    await atRest();
    clock.advance(900_000);
    await atRest();
    const events = calls(totals) as Windowed[];
    expect(events.map(({ state, isFinalInvokeForWindow }) => [state.count, isFinalInvokeForWindow])).toEqual([
      [undefined, false],
      [1, false],
      [2, true],
    ]);
    expect(events[0]).toMatchObject({ shardId: expect.stringMatching(/^shardId-/), isWindowTerminatedEarly: false });
  });
});
