import {
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { arnOf, mapping, queue } from "../resources.ts";
import { connecting } from "./connected.ts";

const worker = arnOf.lambda("worker");
const { calls, client, clock, front, connect, atRest } = await connecting();
const sqs = client(SQSClient);
let made = 0;
let broken = true;
let name = "";

/** A queue whose function fails, with a dead letter queue behind it. */
beforeEach(async () => {
  name = `Work${++made}`;
  broken = true;
  const work = () => {
    if (broken) throw new Error("not yet");
  };
  const RedrivePolicy = { deadLetterTargetArn: arnOf.queue(`${name}Dead`), maxReceiveCount: 1 };
  const resources = [
    queue(`${name}Dead`),
    queue(`${name}Other`),
    queue(name, { VisibilityTimeout: 30, RedrivePolicy }),
    mapping(name, worker, { EventSourceArn: arnOf.queue(name), BatchSize: 1 }),
  ];
  await connect(resources, { [worker]: work });
});

const url = (suffix = "") => front.queueUrl(`${name}${suffix}`);
const dead = () => arnOf.queue(`${name}Dead`);

async function deadLetters(...bodies: string[]): Promise<void> {
  const MessageAttributes = { from: { DataType: "String", StringValue: "test" } };
  for (const MessageBody of bodies)
    await sqs.send(new SendMessageCommand({ QueueUrl: url(), MessageBody, MessageAttributes }));
  await atRest();
  clock.advance(30_000);
  await atRest();
  expect(front.queueState(`${name}Dead`).visible).toBe(bodies.length);
}

const start = (input: object = {}) => sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead(), ...input }));
const list = async (input: object = {}) =>
  (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead(), ...input }))).Results;
const receive = async (suffix: string) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url(suffix), MessageAttributeNames: ["All"] }))).Messages ?? [];

describe("dead letters", () => {
  it("go back to the queue they come from, as new messages, and are worked on", async () => {
    await deadLetters("a", "b");
    broken = false;
    expect((await start()).TaskHandle).toEqual(expect.any(String));
    await atRest();
    type QueueEvent = { Records: { body: string; attributes: { ApproximateReceiveCount: string } }[] };
    const again = (calls(worker) as QueueEvent[]).slice(2).map(({ Records: [record] }) => record);
    expect(again.map((record) => record?.body).sort()).toEqual(["a", "b"]);
    expect(again[0]).toMatchObject({
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: { from: { stringValue: "test" } },
    });
    expect(front.queueState(`${name}Dead`)).toEqual({ visible: 0, nextVisibleAt: undefined });
    expect(await list()).toEqual([
      {
        Status: "COMPLETED",
        SourceArn: dead(),
        ApproximateNumberOfMessagesMoved: 2,
        StartedTimestamp: expect.any(Number),
      },
    ]);
  });

  it("go to any queue that is named", async () => {
    await deadLetters("a");
    await start({ DestinationArn: arnOf.queue(`${name}Other`) });
    expect(await receive("Other")).toMatchObject([{ Body: "a", MessageAttributes: { from: { StringValue: "test" } } }]);
  });

  it("that something else than a queue put there have no way back", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: url("Dead"), MessageBody: "by a rule" }));
    await start();
    expect(await list()).toMatchObject([{ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" }]);
    clock.advance(1);
    expect(await receive("Dead")).toMatchObject([{ Body: "by a rule" }]);
  });

  it.each([
    ["a queue that is nobody's dead letter queue", { SourceArn: "Other" }, "InvalidParameterValue"],
    ["a queue there is not", { SourceArn: "None" }, "ResourceNotFoundException"],
    ["a destination there is not", { DestinationArn: "None" }, "ResourceNotFoundException"],
    ["itself as the destination", { DestinationArn: "Dead" }, "InvalidParameterValue"],
    ["a rate, which is not emulated", { MaxNumberOfMessagesPerSecond: 5 }, "InvalidParameterValue"],
  ])("cannot be moved for %s", async (_what, input, error) => {
    const entries = Object.entries(input).map(([key, value]) => [
      key,
      typeof value === "string" ? arnOf.queue(`${name}${value}`) : value,
    ]);
    await expect(start(Object.fromEntries(entries))).rejects.toMatchObject({ name: error });
  });
});
