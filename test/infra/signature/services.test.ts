import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import type { Credentials } from "../../../infra/local/front/install-key.ts";
import { openFront } from "../../../infra/local/front.ts";
import { callTag } from "../../../infra/local/lambda/call-tag.ts";
import { arnOf, secret, table } from "../resources.ts";

const clock = createClock();
const front = await openFront({ clock, secrets: { key: "s" } });
await front.create([table("Shows"), secret("key", {})]);
afterAll(front.stop);

const credentials = front.credentialsFor(arnOf.lambda("place-order"));
const { sessionToken, ...withoutToken } = credentials;
const config: Config = { endpoint: front.url, region: "eu-west-1", credentials, maxAttempts: 1 };
const operator = { accessKeyId: "operator", secretAccessKey: "operator" };
const { sessionToken: ofAnother } = front.credentialsFor(arnOf.lambda("refund-order"));
const mail = {
  FromEmailAddress: "shop@example.com",
  Destination: { ToAddresses: ["ana@example.com"] },
  Content: { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "b" } } } },
};
type Config = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
  readonly systemClockOffset?: number;
};

const services: [name: string, ask: (config: Config) => Promise<unknown>, unknown: string, status: number][] = [
  ["DynamoDB", (it) => new DynamoDBClient(it).send(new ListTablesCommand()), "UnrecognizedClientException", 400],
  [
    "Secrets Manager",
    (it) => new SecretsManagerClient(it).send(new GetSecretValueCommand({ SecretId: "key" })),
    "UnrecognizedClientException",
    400,
  ],
  ["SQS", (it) => new SQSClient(it).send(new ListQueuesCommand()), "InvalidClientTokenId", 403],
  ["SES", (it) => new SESv2Client(it).send(new SendEmailCommand(mail)), "UnrecognizedClientException", 403],
];

describe.each(services)("%s", (_name, ask, unknownKey, status) => {
  it("takes a function's key and the operator's", async () => {
    await ask(config);
    await ask({ ...config, credentials: operator });
  });

  it.each<[string, Credentials]>([
    ["a key there is not", { accessKeyId: "AKIANOBODY", secretAccessKey: "x" }],
    ["a function's key without its session token", withoutToken],
    ["a function's key with another's session token", { ...credentials, sessionToken: ofAnother }],
    ["the operator's key with a session token", { ...operator, sessionToken }],
  ])("refuses %s", async (_, given) => {
    const refused = { name: unknownKey, message: "The security token included in the request is invalid." };
    const answered = { ...refused, $metadata: { httpStatusCode: status } };
    await expect(ask({ ...config, credentials: given })).rejects.toMatchObject(answered);
  });

  it.each<[string, Partial<Config>, string]>([
    ["by another secret", { credentials: { ...credentials, secretAccessKey: "wrong" } }, "does not match"],
    ["for another region", { region: "us-east-1" }, "scoped to a valid region, not 'us-east-1'"],
    ["that is too old", { systemClockOffset: -6 * 60_000 }, "Signature expired: "],
    ["of the future", { systemClockOffset: 6 * 60_000 }, "Signature not yet current: "],
  ])("refuses a signature %s", async (_, given, message) => {
    const refused = { name: "InvalidSignatureException", message: expect.stringContaining(message) };
    await expect(ask({ ...config, ...given })).rejects.toMatchObject(refused);
  });
});

type Request = { headers: Record<string, string>; body: string; path: string };
const resigned = (from: string, to: string) => (it: Request) =>
  Object.assign(it.headers, { authorization: it.headers.authorization?.replace(from, to) });
function altered(alter: (request: Request) => unknown) {
  const client = new DynamoDBClient(config);
  client.middlewareStack.add(
    (next) => (args) => {
      alter(args.request as Request);
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  return client.send(new ListTablesCommand({ Limit: 5 }));
}

describe("a request altered once it is signed", () => {
  const another = { "x-amz-target": "DynamoDB_20120810.DeleteTable" };
  it.each<[string, (request: Request) => unknown, string]>([
    ["in its body", (it) => Object.assign(it, { body: '{"Limit":6}' }), "does not match"],
    ["in its target", ({ headers }) => Object.assign(headers, another), "does not match"],
    ["in its path", (it) => Object.assign(it, { path: "/x" }), "does not match"],
    ["to one without its host", resigned("host;", ""), "'Host' or ':authority' must be a 'SignedHeader'"],
    [
      "to one without its token",
      resigned("x-amz-security-token;", ""),
      "'x-amz-security-token' must be a 'SignedHeader'",
    ],
    ["to another service's", resigned("/dynamodb/", "/sqs/"), "scoped to correct service: 'dynamodb'"],
    ["to S3's", resigned("/dynamodb/", "/s3/"), "scoped to correct service: 'dynamodb'"],
  ])("is refused: %s", async (_, alter, message) => {
    const refused = { name: "InvalidSignatureException", message: expect.stringContaining(message) };
    await expect(altered(alter)).rejects.toMatchObject(refused);
  });

  it("is refused: to half a signature", async () => {
    await expect(altered(resigned(", Signature=", ""))).rejects.toMatchObject({ name: "IncompleteSignatureException" });
  });

  it("passes with a header that is not signed, such as the one that names the invocation", async () => {
    await altered(({ headers }) => Object.assign(headers, { [callTag]: "request/0", "x-more": "1" }));
  });
});

it("a function's call that travelled while the clock was moved passes", async () => {
  clock.advance(20 * 60_000);
  await altered(({ headers }) => Object.assign(headers, { [callTag]: "request/0" }));
  await expect(altered(() => {})).rejects.toMatchObject({ name: "InvalidSignatureException" });
});

it("calls by AWS itself are signed by nobody", async () => {
  const call = { service: "dynamodb", operation: "ListTables", body: {}, as: "lambda.amazonaws.com" };
  expect(await front.call(call)).toEqual({ TableNames: ["Shows"] });
});
