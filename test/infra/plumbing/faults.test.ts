import { BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Scenario } from "../../../infra/local/faults/fault.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, bus, mapping, queue, rule, table } from "../resources.ts";
import { connecting, putting } from "./connected.ts";

const worker = arnOf.lambda("worker");
const { calls, client, clock, faults, front, connect, atRest } = await connecting();
let made = 0;

/** Sets one fault for the worker and starts what these resources connect to it. */
async function given(fault: object, resources: readonly Resource[]) {
  faults.set(Scenario.parse({ seed: 1, faults: [{ functionName: "worker", ...fault }] }));
  await connect(resources, { [worker]: () => {} });
}

describe("events", () => {
  const onFacts = { EventBusName: "facts", EventPattern: { source: ["shop"] } };
  const toWorker = [bus("facts"), rule("facts", { ...onFacts, Targets: [{ Arn: worker }] })];
  const put = async (...types: string[]) => {
    const entry = { EventBusName: "facts", Source: "shop", Detail: "{}" };
    const Entries = types.map((DetailType) => ({ ...entry, DetailType }));
    const answer = await client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
    await atRest();
    return answer;
  };
  const arrived = () => calls(worker).map((event) => (event as { "detail-type": string })["detail-type"]);

  it("may arrive twice", async () => {
    await given({ kind: "event-duplicated", skip: 1 }, toWorker);
    await put("a", "b", "c");
    expect(arrived()).toEqual(["a", "b", "b", "c"]);
    const [, first, second] = calls(worker);
    expect(second).toEqual(first);
  });

  it("may arrive late, by the clock", async () => {
    await given({ kind: "event-delayed", milliseconds: 45_000 }, toWorker);
    await put("a", "b");
    expect(arrived()).toEqual(["b"]);
    clock.advance(44_000);
    await atRest();
    expect(arrived()).toEqual(["b"]);
    clock.advance(1_000);
    await atRest();
    expect(arrived()).toEqual(["b", "a"]);
  });

  it("may arrive after one that was put later, and are not lost if none comes", async () => {
    await given({ kind: "events-reordered", times: 2 }, toWorker);
    await put("a");
    expect(arrived()).toEqual([]);
    await put("b");
    expect(arrived()).toEqual([]);
    await put("c");
    expect(arrived()).toEqual(["c", "a", "b"]);
    faults.set(Scenario.parse({ faults: [{ kind: "events-reordered" }] }));
    await put("d");
    clock.advance(1_000);
    await atRest();
    expect(arrived()).toEqual(["c", "a", "b", "d"]);
  });

  it("on their way to a function's queue are told by the function's name, too", async () => {
    const held = queue("Held", { VisibilityTimeout: 30 });
    const toQueue = rule("queued", { ...onFacts, Targets: [{ Arn: arnOf.queue("Held") }] });
    await given({ kind: "event-duplicated" }, [
      ...[bus("facts"), held, toQueue],
      mapping("held", worker, { EventSourceArn: arnOf.queue("Held"), BatchSize: 1 }),
    ]);
    await put("a");
    expect(calls(worker)).toHaveLength(2);
  });

  it("may be taken in part, in an answer that is a 200", async () => {
    await given({ kind: "put-events-partly-failed" }, toWorker);
    const types = Array.from({ length: 10 }, (_, at) => String(at));
    const { FailedEntryCount = 0, Entries = [] } = await put(...types);
    const taken = types.filter((_, at) => Entries[at]?.ErrorCode === undefined);
    expect(FailedEntryCount).toBe(10 - taken.length);
    expect(FailedEntryCount).toBeGreaterThan(0);
    expect(taken.length).toBeGreaterThan(0);
    expect(arrived()).toEqual(taken);
    const codes = new Set(Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []));
    expect([...codes].sort()).toEqual(["InternalFailure", "ThrottlingException"]);
    expect(faults.fired()).toEqual({ "put-events-partly-failed": 1 });
  });

  it("fail at least once even if there is one only", async () => {
    await given({ kind: "put-events-partly-failed" }, toWorker);
    expect(await put("a")).toMatchObject({ FailedEntryCount: 1 });
    expect(await put("a")).toMatchObject({ FailedEntryCount: 0 });
    expect(arrived()).toEqual(["a"]);
  });
});

describe("messages", () => {
  it("may be handed out twice, although they were worked on and deleted", async () => {
    const source = `Twice${++made}`;
    await given({ kind: "message-duplicated" }, [
      queue(source, { VisibilityTimeout: 30 }),
      mapping(source, worker, { EventSourceArn: arnOf.queue(source) }),
    ]);
    const Entries = ["a", "b"].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
    await client(SQSClient).send(new SendMessageBatchCommand({ QueueUrl: front.queueUrl(source), Entries }));
    await atRest();
    type QueueEvent = { Records: { messageId: string }[] };
    const ids = (calls(worker) as QueueEvent[]).flatMap(({ Records }) => Records.map((record) => record.messageId));
    expect([ids.length, new Set(ids).size]).toEqual([3, 2]);
    expect(front.queueState(source).visible).toBe(0);
  });
});

describe("stream records", () => {
  type Event = { Records: { eventID: string; dynamodb: { NewImage: { pk: { S: string } } } }[] };
  const batches = () =>
    (calls(worker) as Event[]).map((event) => event.Records.map((record) => record.dynamodb.NewImage.pk.S).sort());

  async function streaming(fault: object, settings: object = {}) {
    const name = `Faults${++made}`;
    await given(fault, [
      ...[table(name), queue("GivenUp")],
      mapping(name, worker, { EventSourceArn: arnOf.stream(name), StartingPosition: "TRIM_HORIZON", ...settings }),
    ]);
    return async (...names: string[]) => {
      await client(DynamoDBClient).send(new BatchWriteItemCommand({ RequestItems: { [name]: putting(names) } }));
      await atRest();
    };
  }

  it("may come twice, the same batch although it was a success", async () => {
    const write = await streaming({ kind: "stream-batch-duplicated", skip: 1 });
    await write("a");
    await write("b");
    await write("c");
    expect(batches()).toEqual([["a"], ["b"], ["b"], ["c"]]);
    expect(calls(worker)[2]).toEqual(calls(worker)[1]);
  });

  it("may all come again from the oldest on, each as it was", async () => {
    const write = await streaming({ kind: "stream-replayed", skip: 2 });
    await write("a");
    await write("b");
    clock.advance(3_600_000);
    await write("c");
    expect(batches()).toEqual([["a"], ["b"], ["c"], ["a", "b", "c"]]);
    const [first, , , replayed] = calls(worker) as Event[];
    expect(replayed?.Records[0]).toEqual(first?.Records[0]);
    await write("d");
    expect(batches().at(-1)).toEqual(["d"]);
  });

  it("may hold one the function fails with, until it stands alone and is given up", async () => {
    const write = await streaming(
      { kind: "poison-record", position: 1 },
      {
        // All five at once: the emulator shows records as they come, and a batch begun early would be another.
        ...{ BatchSize: 5, MaximumBatchingWindowInSeconds: 1 },
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 3,
        DestinationConfig: { OnFailure: { Destination: arnOf.queue("GivenUp") } },
      },
    );
    await write("a", "b", "c", "d", "e");
    const accepted = batches().flat();
    expect([accepted.length, new Set(accepted).size]).toEqual([4, 4]);
    const received = await client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl: front.queueUrl("GivenUp") }));
    expect(JSON.parse(received.Messages?.[0]?.Body ?? "")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 7 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    await write("f");
    expect(batches().at(-1)).toEqual(["f"]);
  });
});
