import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { type Front, type FrontOptions, openFront } from "../../../infra/local/front.ts";
import { startPlumbing } from "../../../infra/local/plumbing.ts";
import { fakeRuntime, settle } from "../plumbing/fakes.ts";
import { arnOf, bucket, clientConfig, mapping, queue, secret, table } from "../resources.ts";

const clock = createClock();
const arn = arnOf.lambda("place-order");
const resources = [
  table("Shows"),
  queue("Mails"),
  bucket("media"),
  secret("signing", { GenerateSecretString: { SecretStringTemplate: '{"kid":"1"}', GenerateStringKey: "key" } }),
  mapping("relay", arn, { EventSourceArn: arnOf.stream("Shows"), StartingPosition: "TRIM_HORIZON" }),
];
let dataDir: string;
let front: Front;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "front-"));
});
afterEach(async () => {
  await front.stop();
  rmSync(dataDir, { recursive: true });
});

async function start(options: Partial<FrontOptions> = {}): Promise<void> {
  front = await openFront({ clock, dataDir, ...options });
  await front.create(resources);
}

async function restart(options: Partial<FrontOptions> = {}): Promise<void> {
  await front.stop();
  await start(options);
}

const config = () => clientConfig(front, arn);
const Item = { pk: { S: "a" }, sk: { S: "b" } };
const putItem = () => new DynamoDBClient(config()).send(new PutItemCommand({ TableName: "Shows", Item }));
const getItem = () => new DynamoDBClient(config()).send(new GetItemCommand({ TableName: "Shows", Key: Item }));
const putObject = () => new S3Client(config()).send(new PutObjectCommand({ Bucket: "media", Key: "k", Body: "hello" }));
const getObject = () => new S3Client(config()).send(new GetObjectCommand({ Bucket: "media", Key: "k" }));
const queueUrl = () => ({ QueueUrl: front.queueUrl("Mails") });
const send = () => new SQSClient(config()).send(new SendMessageCommand({ ...queueUrl(), MessageBody: "kept" }));
const receive = () => new SQSClient(config()).send(new ReceiveMessageCommand(queueUrl()));
const readSecret = async () =>
  (await new SecretsManagerClient(config()).send(new GetSecretValueCommand({ SecretId: "signing" }))).SecretString;

describe("a restart", { timeout: 60_000 }, () => {
  it("keeps items, objects, messages and generated secrets", async () => {
    await start();
    await Promise.all([putItem(), putObject(), send()]);
    const value = await readSecret();
    expect(JSON.parse(value ?? "")).toEqual({ kid: "1", key: expect.stringMatching(/^[\x21-\x7e]{32}$/) });
    await restart();
    expect((await getItem()).Item).toEqual(Item);
    expect(await (await getObject()).Body?.transformToString()).toBe("hello");
    expect((await receive()).Messages?.[0]?.Body).toBe("kept");
    expect(await readSecret()).toBe(value);
  });

  it("empties everything when asked for a fresh start", async () => {
    await start();
    await Promise.all([putItem(), send()]);
    const value = await readSecret();
    await restart({ fresh: true });
    expect((await getItem()).Item).toBeUndefined();
    expect((await receive()).Messages).toBeUndefined();
    expect(await readSecret()).not.toBe(value);
  });

  it("goes on in the stream where each mapping was", async () => {
    const received: string[] = [];
    const runtime = fakeRuntime({
      [arn]: ({ Records }: { Records: { dynamodb: { Keys: { pk: { S: string } } } }[] }) => {
        received.push(...Records.map((record) => record.dynamodb.Keys.pk.S));
      },
    });
    const write = (pk: string) =>
      new DynamoDBClient(config()).send(new PutItemCommand({ TableName: "Shows", Item: { ...Item, pk: { S: pk } } }));
    await start();
    const before = await startPlumbing({ resources, clock, runtime, front });
    await write("first");
    await settle(before, runtime);
    await before.stop();
    await write("while stopped");
    await restart();
    const after = await startPlumbing({ resources, clock, runtime, front });
    await settle(after, runtime);
    await after.stop();
    expect(received).toEqual(["first", "while stopped"]);
  });

  it("says so when the table on disk has other keys than the template", async () => {
    await start();
    const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }];
    const AttributeDefinitions = [{ AttributeName: "pk", AttributeType: "S" }];
    const other = table("Shows", { KeySchema, AttributeDefinitions });
    await expect(front.create([other])).rejects.toThrow("Start with --fresh");
  });
});

const pidFile = () => join(dataDir, "aws", "dynamodb.pid");
const runs = (pid: number) => existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");

describe.runIf(process.platform === "linux")("the Java process", { timeout: 60_000 }, () => {
  it("ends with the process that started it, however that ends", async () => {
    const script = `
      import { openFront } from ${JSON.stringify(new URL("../../../infra/local/front.ts", import.meta.url).href)};
      import { createClock } from ${JSON.stringify(new URL("../../../infra/local/clock.ts", import.meta.url).href)};
      await openFront({ clock: createClock(), dataDir: ${JSON.stringify(dataDir)} });
      console.log("open");`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: "pipe" });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const java = Number.parseInt(readFileSync(pidFile(), "utf8"), 10);
    expect(runs(java)).toBe(true);
    child.kill("SIGKILL");
    while (runs(java)) await new Promise((resolve) => setTimeout(resolve, 5));
    await start();
  });

  it("is left alone when its pid has passed to another program", async () => {
    await start();
    await front.stop();
    const bystander = spawn("sleep", ["60"]);
    writeFileSync(pidFile(), `${bystander.pid} 1\n`);
    await start();
    expect(runs(bystander.pid ?? 0)).toBe(true);
    bystander.kill();
  });

  it("is not taken from a process that still uses it", async () => {
    await start();
    const owner = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
    const [java = ""] = readFileSync(pidFile(), "utf8").split(" ");
    writeFileSync(pidFile(), `${java} ${owner.pid}\n`);
    await expect(openFront({ clock, dataDir })).rejects.toThrow(`in use by process ${owner.pid}`);
    owner.kill();
  });

  it("is asked for in a sentence when there is none", async () => {
    await start();
    const before = process.env.JAVA_HOME;
    process.env.JAVA_HOME = "/nowhere";
    await expect(openFront({ clock })).rejects.toThrow("needs Java, and there is none");
    if (before === undefined) delete process.env.JAVA_HOME;
    else process.env.JAVA_HOME = before;
  });
});

it("DynamoDB Local shows nothing to who does not know the install's key", { timeout: 60_000 }, async () => {
  await start();
  const java = readFileSync(pidFile(), "utf8").split(" ")[0] ?? "";
  const port = /-port (\d+)/.exec(readFileSync(`/proc/${java}/cmdline`, "utf8").replaceAll("\0", " "))?.[1];
  const authorization =
    "AWS4-HMAC-SHA256 Credential=guess/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=x";
  const headers = {
    authorization,
    "x-amz-target": "DynamoDB_20120810.ListTables",
    "content-type": "application/x-amz-json-1.0",
  };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body: "{}" });
  expect(await answer.json()).toEqual({ TableNames: [] });
});
