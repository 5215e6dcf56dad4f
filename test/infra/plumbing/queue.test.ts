import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { arnOf, lambda, mapping, queue } from "../resources.ts";
import { connecting } from "./connected.ts";

type QueueEvent = { Records: { body: string; messageId: string; attributes: { ApproximateReceiveCount: string } }[] };

const worker = arnOf.lambda("worker");
const { calls, client, clock, front, connect, atRest, plumbing } = await connecting();
let queues = 0;

async function given(handler: (event: QueueEvent) => unknown, settings: object = {}, attributes: object = {}) {
  const name = `Queue${++queues}`;
  const resources = [
    queue(`${name}Dead`),
    queue(name, { VisibilityTimeout: 30, ...attributes }),
    mapping(name, worker, { EventSourceArn: arnOf.queue(name), ...settings }),
  ];
  await connect(resources, { [worker]: handler });
  return name;
}

const sqs = () => client(SQSClient);

async function send(name: string, ...bodies: string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
  await sqs().send(new SendMessageBatchCommand({ QueueUrl: front.queueUrl(name), Entries }));
}

const bodies = () => (calls(worker) as QueueEvent[]).map(({ Records }) => Records.map(({ body }) => body));
const counts = () =>
  (calls(worker) as QueueEvent[]).flatMap(({ Records }) =>
    Records.map(({ attributes }) => attributes.ApproximateReceiveCount),
  );

describe("a queue mapping", () => {
  it("hands messages on as Lambda shapes them, and deletes them", async () => {
    const name = await given(() => {});
    const attribute = { DataType: "String", StringValue: "Ana" };
    const message = { MessageBody: "hello", MessageAttributes: { who: attribute } };
    await sqs().send(new SendMessageCommand({ QueueUrl: front.queueUrl(name), ...message }));
    await atRest();
    expect(calls(worker)).toEqual([
      {
        Records: [
          {
            messageId: expect.any(String),
            receiptHandle: expect.any(String),
            body: "hello",
            attributes: expect.objectContaining({ ApproximateReceiveCount: "1", SentTimestamp: expect.any(String) }),
            messageAttributes: {
              who: { stringValue: "Ana", stringListValues: [], binaryListValues: [], dataType: "String" },
            },
            md5OfBody: "5d41402abc4b2a76b9719d911017c592",
            md5OfMessageAttributes: expect.any(String),
            eventSource: "aws:sqs",
            eventSourceARN: arnOf.queue(name),
            awsRegion: "eu-west-1",
          },
        ],
      },
    ]);
    clock.advance(60_000);
    await atRest();
    expect(calls(worker)).toHaveLength(1);
  });

  it("holds delayed messages until the clock reaches them", async () => {
    const name = await given(() => {}, {}, { DelaySeconds: 900 });
    await send(name, "later");
    await atRest();
    expect(bodies()).toEqual([]);
    clock.advance(899_000);
    await atRest();
    expect(bodies()).toEqual([]);
    clock.advance(1_000);
    await atRest();
    expect(bodies()).toEqual([["later"]]);
  });

  it("hands a failed message out again after its visibility timeout, then to the dead letter queue", async () => {
    const redrive = { deadLetterTargetArn: arnOf.queue(`Queue${queues + 1}Dead`), maxReceiveCount: 2 };
    const failing = () => {
      throw new Error("no");
    };
    const name = await given(failing, {}, { RedrivePolicy: redrive });
    await send(name, "bad");
    for (let round = 0; round < 4; round++) {
      await atRest();
      clock.advance(30_000);
    }
    await atRest();
    expect(counts()).toEqual(["1", "2"]);
    const dead = await sqs().send(new ReceiveMessageCommand({ QueueUrl: front.queueUrl(`${name}Dead`) }));
    expect(dead.Messages?.map((message) => message.Body)).toEqual(["bad"]);
  });

  it("forgets a message after its retention period, by the clock", async () => {
    const name = await given(() => {}, {}, { DelaySeconds: 900, MessageRetentionPeriod: 600 });
    const lasting = queue(`${name}Lasting`, { MessageRetentionPeriod: 1_209_600 });
    await front.create([lasting]);
    await send(name, "forgotten");
    await send(`${name}Lasting`, "kept");
    clock.advance(13 * 86_400_000);
    await atRest();
    expect(bodies()).toEqual([]);
    expect(front.queueState(name)).toEqual({ visible: 0, nextVisibleAt: undefined });
    const receive = () => sqs().send(new ReceiveMessageCommand({ QueueUrl: front.queueUrl(`${name}Lasting`) }));
    expect((await receive()).Messages).toMatchObject([{ Body: "kept" }]);
    clock.advance(86_400_000);
    expect((await receive()).Messages).toBeUndefined();
  });

  it("hands out again only what a batch reported as failed", async () => {
    const handler = ({ Records }: QueueEvent) => ({
      batchItemFailures: Records.filter(({ body }) => body === "b").map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    });
    const name = await given(handler, { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await send(name, "a", "b", "c");
    await atRest();
    clock.advance(30_000);
    await atRest();
    expect(
      bodies()
        .flat()
        .filter((body) => body !== "b"),
    ).toEqual(["a", "c"]);
    expect(bodies().at(-1)).toEqual(["b"]);
  });

  it("gathers larger batches within its window", async () => {
    const name = await given(
      () => {},
      { BatchSize: 15, MaximumBatchingWindowInSeconds: 60 },
      { VisibilityTimeout: 600 },
    );
    const ten = Array.from({ length: 10 }, (_, at) => String(at));
    await send(name, ...ten);
    await send(name, ...ten);
    while ((await plumbing().pending()) > 5) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(bodies()[0]).toHaveLength(15);
    clock.advance(60_000);
    await atRest();
    expect(bodies()[1]).toHaveLength(5);
  });

  it("never runs more calls at once than its maximum concurrency", async () => {
    let running = 0;
    let most = 0;
    const handler = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
    };
    const name = await given(handler, { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    await send(name, "a", "b", "c", "d", "e", "f");
    await atRest();
    expect(bodies().flat().sort()).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(most).toBe(2);
  });

  it("is refused, as on AWS, if the queue hides messages for less time than the function may run", async () => {
    const resources = [
      queue("Short", { VisibilityTimeout: 5 }),
      lambda("worker", { Timeout: 10 }),
      mapping("short", "worker", { EventSourceArn: arnOf.queue("Short") }),
    ];
    await expect(connect(resources)).rejects.toThrow("5 seconds is less than function timeout: 10 seconds");
  });

  it("deletes what its filter does not want", async () => {
    const pattern = { body: { kind: ["mail"] } };
    const name = await given(() => {}, { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } });
    await send(name, '{"kind":"mail"}', '{"kind":"push"}', "no json");
    await atRest();
    expect(bodies()).toEqual([['{"kind":"mail"}']]);
    expect(front.queueState(name)).toEqual({ visible: 0, nextVisibleAt: undefined });
  });
});
