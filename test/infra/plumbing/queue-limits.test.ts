import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { queue } from "../resources.ts";
import { connecting } from "./connected.ts";

const { client, front } = await connecting();
await front.create([queue("Limits")]);
const sqs = client(SQSClient);
const QueueUrl = front.queueUrl("Limits");

const mebibyte = 1_048_576;
const send = (message: object) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", ...message }));
const sendAll = (messages: readonly object[]) => {
  const Entries = messages.map((message, at) => ({ Id: String(at), MessageBody: "x", ...message }));
  return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
};
const of = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

/** SQS Developer Guide, "Amazon SQS message quotas". */
describe("a queue takes", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["a message of 1 MiB", () => send({ MessageBody: "x".repeat(mebibyte) })],
    ["a delay of 900 seconds", () => send({ DelaySeconds: 900 })],
    ["ten messages at a time", () => sendAll(of(10, {}))],
    ["1 MiB in one batch", () => sendAll(of(2, { MessageBody: "x".repeat(mebibyte / 2) }))],
    ["a wish for ten messages", () => sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))],
    ["any Unicode character of XML", () => send({ MessageBody: "🎫\t\n\r" })],
  ])("%s", async (_what, call) => {
    expect(await call()).not.toHaveProperty("Failed.0");
  });

  const attribute = { DataType: "String", StringValue: "x".repeat(mebibyte) };
  it.each<[string, () => Promise<unknown>, string]>([
    ["a byte more", () => send({ MessageBody: "x".repeat(mebibyte + 1) }), "InvalidParameterValue"],
    ["more in its attributes", () => send({ MessageAttributes: { a: attribute } }), "InvalidParameterValue"],
    ["a delay of 901 seconds", () => send({ DelaySeconds: 901 }), "InvalidParameterValue"],
    ["eleven messages", () => sendAll(of(11, {})), "TooManyEntriesInBatchRequest"],
    ["no messages", () => sendAll([]), "EmptyBatchRequest"],
    ["two of one name", () => sendAll(of(2, { Id: "same" })), "BatchEntryIdsNotDistinct"],
    ["more than 1 MiB in one batch", () => sendAll(of(2, { MessageBody: "x".repeat(600_000) })), "BatchRequestTooLong"],
    [
      "a wish for eleven messages",
      () => sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 })),
      "InvalidParameterValue",
    ],
    ["a character XML has not", () => send({ MessageBody: "\u0000" }), "InvalidMessageContents"],
  ])("not %s", async (_what, call, error) => {
    await expect(call()).rejects.toMatchObject({ name: error });
  });

  it("of a batch what is right", async () => {
    const answer = await sendAll([{ MessageBody: "right" }, { DelaySeconds: 901 }]);
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(["0"]);
    expect(answer.Failed).toMatchObject([{ Id: "1", SenderFault: true, Code: "InvalidParameterValue" }]);
  });
});
