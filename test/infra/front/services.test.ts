import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import type { AwsCall } from "../../../infra/local/front/call.ts";
import { type Front, openFront } from "../../../infra/local/front.ts";
import { bucket, clientConfig, queue, secret, table } from "../resources.ts";

let front: Front;
const calls: AwsCall[] = [];

beforeAll(async () => {
  front = await openFront({
    clock: createClock(),
    secrets: { "stripe/key": "sk_test_1" },
    gates: [
      (call, next) => {
        calls.push(call);
        return next(call);
      },
    ],
  });
  await front.create([
    table("Shows"),
    queue("Mails", { DelaySeconds: 5, VisibilityTimeout: 7 }),
    bucket("media"),
    secret("stripe/key", {}),
  ]);
}, 60_000);
afterAll(() => front.stop());

const arn = "arn:aws:lambda:eu-west-1:000000000000:function:place-order";
const config = () => clientConfig(front, arn);
const lastCall = () => calls.at(-1);

describe("the AWS front", () => {
  it("stores items", async () => {
    const db = new DynamoDBClient(config());
    await db.send(new PutItemCommand({ TableName: "Shows", Item: { pk: { S: "a" }, sk: { S: "b" }, n: { N: "1" } } }));
    const read = await db.send(new GetItemCommand({ TableName: "Shows", Key: { pk: { S: "a" }, sk: { S: "b" } } }));
    expect(read.Item?.n).toEqual({ N: "1" });
    expect(lastCall()).toMatchObject({ service: "dynamodb", operation: "GetItem", caller: { kind: "function", arn } });
  });

  it("stores objects, addressed by path because the endpoint is an IP", async () => {
    const s3 = new S3Client(config());
    await s3.send(new PutObjectCommand({ Bucket: "media", Key: "posters/é 1.txt", Body: "hello" }));
    const read = await s3.send(new GetObjectCommand({ Bucket: "media", Key: "posters/é 1.txt" }));
    expect(await read.Body?.transformToString()).toBe("hello");
    expect(lastCall()).toMatchObject({ service: "s3", operation: "GetObject" });
  });

  it("sends and receives messages, emoji included", async () => {
    const sqs = new SQSClient(config());
    const QueueUrl = front.queueUrl("Mails");
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "🎟", DelaySeconds: 0 }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map((message) => message.Body)).toEqual(["🎟"]);
  });

  it("gives queues the template's attributes", async () => {
    const sqs = new SQSClient(config());
    const command = new GetQueueAttributesCommand({ QueueUrl: front.queueUrl("Mails"), AttributeNames: ["All"] });
    expect((await sqs.send(command)).Attributes).toMatchObject({ DelaySeconds: "5", VisibilityTimeout: "7" });
  });

  it("refuses a delay above 900 seconds", async () => {
    const send = new SendMessageCommand({ QueueUrl: front.queueUrl("Mails"), MessageBody: "x", DelaySeconds: 901 });
    await expect(new SQSClient(config()).send(send)).rejects.toThrow("DelaySeconds must be >= 0 and <= 900");
  });

  it("takes mail and shows it", async () => {
    const mail = { Subject: { Data: "Your tickets" }, Body: { Text: { Data: "Here" } } };
    const send = new SendEmailCommand({
      FromEmailAddress: "shop@example.com",
      Destination: { ToAddresses: ["ana@example.com"] },
      Content: { Simple: mail },
    });
    await new SESv2Client(config()).send(send);
    expect(lastCall()).toMatchObject({ service: "ses", operation: "SendEmail" });
    const { emails } = JSON.parse(await (await fetch(`${front.mail}/store`)).text());
    expect(emails).toMatchObject([{ subject: "Your tickets", destination: { to: ["ana@example.com"] } }]);
  });

  it("outlives a request that ends the mail emulator", async () => {
    await fetch(`${front.mail}/get-emlContent?messageId=unknown`).catch(() => {});
    const inbox = async () => (await fetch(`${front.mail}/store`)).json();
    const answered = () => inbox().catch(() => new Promise((resolve) => setTimeout(resolve, 20)));
    let seen = await answered();
    while (seen === undefined) seen = await answered();
    expect(seen).toHaveProperty("emails");
  });

  it("tells secrets it was given", async () => {
    const read = new GetSecretValueCommand({ SecretId: "stripe/key" });
    expect((await new SecretsManagerClient(config()).send(read)).SecretString).toBe("sk_test_1");
  });

  it("takes the secret an operator puts in", async () => {
    const manager = new SecretsManagerClient(config());
    const put = new PutSecretValueCommand({ SecretId: "stripe/key", SecretString: "sk_test_2" });
    expect((await manager.send(put)).VersionStages).toEqual(["AWSCURRENT"]);
    expect((await manager.send(new GetSecretValueCommand({ SecretId: "stripe/key" }))).SecretString).toBe("sk_test_2");
    const none = new PutSecretValueCommand({ SecretId: "nobody/knows", SecretString: "x" });
    await expect(manager.send(none)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("says so when it does not have a service", async () => {
    const propertiesExtractor = (config: object, context: object) => ({ signingProperties: { config, context } });
    const signingProperties = { signingName: "kinesis" };
    const scheme = { schemeId: "aws.auth#sigv4", signingProperties, propertiesExtractor };
    const kinesis = new SecretsManagerClient({ ...config(), httpAuthSchemeProvider: () => [scheme] });
    kinesis.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers["x-amz-target"] = "Kinesis_20131202.PutRecord";
        return next(args);
      },
      { step: "build" },
    );
    await expect(kinesis.send(new GetSecretValueCommand({ SecretId: "x" }))).rejects.toMatchObject({
      message: "The local cloud has no kinesis; it was asked for PutRecord",
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("refuses what is not signed", async () => {
    expect((await fetch(front.url, { method: "POST", body: "{}" })).status).toBe(403);
  });
});
