import {
  DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { type Front, openFront } from "../../../infra/local/front.ts";
import { type Iam, iam } from "../../../infra/local/iam/iam.ts";
import { arnOf, bucket, bus, clientConfig, queue, secret, table } from "../resources.ts";
import { allowing, functionWith, reportOf } from "./resources.ts";

const shows = arnOf.table("Shows");
const mayEverything = functionWith("may-everything", [
  allowing(["dynamodb:PutItem", "dynamodb:ConditionCheckItem"], shows),
  allowing(["dynamodb:Query"], `${shows}/index/gsi1`),
  allowing(["s3:PutObject", "s3:GetObject"], `${arnOf.bucket("media")}/*`),
  allowing(["sqs:SendMessage"], arnOf.queue("Mails")),
  allowing(["events:PutEvents"], arnOf.bus("facts")),
  allowing(["ses:SendEmail"], "arn:aws:ses:eu-west-1:000000000000:identity/example.com"),
]);
const mayNothing = functionWith("may-nothing", []);
const mayList = functionWith("may-list", [
  allowing(["s3:GetObject"], `${arnOf.bucket("media")}/*`),
  allowing(["s3:ListBucket"], arnOf.bucket("media")),
]);
const resources = [
  ...mayEverything,
  ...mayNothing,
  ...mayList,
  ...[
    table("Shows"),
    queue("Mails"),
    queue("Dead"),
    bucket("media"),
    bus("facts"),
    secret("keys", { SecretString: "k" }),
  ],
];

const clock = createClock();
let front: Front;
let judge: Iam;

beforeAll(async () => {
  front = await openFront({ clock });
  judge = iam(resources);
  front.use(judge.gate);
  await front.create(resources);
}, 60_000);
afterAll(() => front.stop());

const as = (name: string) => clientConfig(front, arnOf.lambda(name));
const user = (name: string) => `arn:aws:sts::000000000000:assumed-role/${name}-role/${name}`;
const refusal = (name: string, action: string, resource: string) =>
  `User: ${user(name)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

const key = { pk: { S: "a" }, sk: { S: "b" } };
const put = { Put: { TableName: "Shows", Item: key } };
const check = {
  ConditionCheck: {
    TableName: "Shows",
    Key: { ...key, sk: { S: "c" } },
    ConditionExpression: "attribute_not_exists(pk)",
  },
};
const remove = { Delete: { TableName: "Shows", Key: { ...key, sk: { S: "d" } } } };
const write = (name: string, ...TransactItems: object[]) =>
  new DynamoDBClient(as(name)).send(new TransactWriteItemsCommand({ TransactItems }));
const query = (name: string, IndexName: string) =>
  new DynamoDBClient(as(name)).send(
    new QueryCommand({
      TableName: "Shows",
      IndexName,
      KeyConditionExpression: "pk = :a",
      ExpressionAttributeValues: { ":a": { S: "a" } },
    }),
  );
const s3 = (name: string) => new S3Client({ ...as(name), forcePathStyle: true });
const store = (name: string) => s3(name).send(new PutObjectCommand({ Bucket: "media", Key: "a b.txt", Body: "x" }));
const send = (name: string) =>
  new SQSClient(as(name)).send(new SendMessageCommand({ QueueUrl: front.queueUrl("Mails"), MessageBody: "x" }));
const tell = (name: string) =>
  new EventBridgeClient(as(name)).send(
    new PutEventsCommand({ Entries: [{ EventBusName: "facts", Source: "shop", DetailType: "told", Detail: "{}" }] }),
  );
const mail = (name: string, Attachments?: { FileName: string; RawContent: Uint8Array }[]) =>
  new SESv2Client(as(name)).send(
    new SendEmailCommand({
      FromEmailAddress: "The shop <shop@example.com>",
      Destination: { ToAddresses: ["ana@example.org"] },
      Content: {
        Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } }, ...(Attachments && { Attachments }) },
      },
    }),
  );
const read = (name: string) => new SecretsManagerClient(as(name)).send(new GetSecretValueCommand({ SecretId: "keys" }));

describe("what a role allows", { timeout: 60_000 }, () => {
  it("is done", async () => {
    await write("may-everything", put, check);
    await store("may-everything");
    await send("may-everything");
    await mail("may-everything");
  });
});

describe("what it does not is refused, and the SDK makes the service's own exception of it", () => {
  const table: readonly (readonly [string, () => Promise<unknown>, object])[] = [
    [
      "DynamoDB",
      () => write("may-nothing", put),
      {
        name: "AccessDeniedException",
        message: refusal("may-nothing", "dynamodb:PutItem", shows),
        $metadata: { httpStatusCode: 400 },
      },
    ],
    [
      "a transaction, by the action that is not allowed",
      () => write("may-everything", put, remove),
      { name: "AccessDeniedException", message: refusal("may-everything", "dynamodb:DeleteItem", shows) },
    ],
    [
      "another index",
      () => query("may-everything", "gsi2"),
      { message: refusal("may-everything", "dynamodb:Query", `${shows}/index/gsi2`) },
    ],
    [
      "S3",
      () => store("may-nothing"),
      {
        name: "AccessDenied",
        message: expect.stringContaining(`s3:PutObject on resource: "arn:aws:s3:::media/a b.txt" because`),
        $metadata: { httpStatusCode: 403 },
      },
    ],
    [
      "S3, where there is no body",
      () => s3("may-nothing").send(new HeadObjectCommand({ Bucket: "media", Key: "k" })),
      { $metadata: { httpStatusCode: 403 } },
    ],
    [
      "SQS",
      () => send("may-nothing"),
      {
        name: "AccessDenied",
        message: refusal("may-nothing", "sqs:sendmessage", arnOf.queue("Mails")),
        $metadata: { httpStatusCode: 403 },
      },
    ],
    [
      "EventBridge",
      () => tell("may-nothing"),
      {
        name: "AccessDeniedException",
        message: refusal("may-nothing", "events:PutEvents", arnOf.bus("facts")),
        $metadata: { httpStatusCode: 400 },
      },
    ],
    [
      "SES",
      () => mail("may-nothing"),
      {
        name: "AccessDeniedException",
        message: `User \`${user("may-nothing")}' is not authorized to perform \`ses:SendEmail' on resource \`arn:aws:ses:eu-west-1:000000000000:identity/example.com'`,
        $metadata: { httpStatusCode: 403 },
      },
    ],
    [
      "SES, with an attachment",
      () => mail("may-everything", [{ FileName: "a", RawContent: Buffer.from("a") }]),
      { name: "AccessDeniedException", message: expect.stringContaining("ses:SendRawEmail") },
    ],
    [
      "Secrets Manager",
      () => read("may-nothing"),
      {
        name: "AccessDeniedException",
        message: expect.stringContaining(
          "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:000000000000:secret:keys-abcdef because",
        ),
      },
    ],
  ];
  it.each(table)("%s", async (_, call, error) => {
    await expect(call()).rejects.toMatchObject(error);
  });
});

describe("a missing object", () => {
  const get = (name: string) => s3(name).send(new GetObjectCommand({ Bucket: "media", Key: "no such" }));

  it("is missing for who may list the bucket", async () => {
    await expect(get("may-list")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is forbidden for who may not", async () => {
    await expect(get("may-everything")).rejects.toMatchObject({ name: "AccessDenied", message: "Access Denied" });
  });
});

describe("a call the map of needs does not know", () => {
  it("is refused, and says what is missing", async () => {
    const call = new DynamoDBClient(as("may-everything")).send(new ExecuteStatementCommand({ Statement: "SELECT 1" }));
    await expect(call).rejects.toThrow("because the local cloud does not know what it needs: infra/local/iam/needs.ts");
  });

  it("is done for an operator", async () => {
    const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
    const client = new DynamoDBClient({ ...as("may-list"), credentials });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(["Shows"]);
  });
});

it("lists what was refused and what was never needed", async () => {
  const { denied, unused } = reportOf(iam(resources));
  expect(denied).toEqual([]);
  expect(unused).toContainEqual({ who: "may-list", action: "s3:ListBucket", resource: "arn:aws:s3:::media" });
  const now = reportOf(judge);
  expect(now.denied).toContainEqual({
    ...{ who: "may-everything", action: "dynamodb:DeleteItem", resource: shows, times: 1 },
    because: "because no identity-based policy allows the dynamodb:DeleteItem action",
  });
  expect(now.unused).toEqual([
    { who: "may-everything", action: "dynamodb:Query", resource: `${shows}/index/gsi1` },
    { who: "may-everything", action: "events:PutEvents", resource: arnOf.bus("facts") },
  ]);
});
