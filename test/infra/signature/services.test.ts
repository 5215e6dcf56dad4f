import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { openFront } from "../../../infra/local/front.ts";
import { callTag } from "../../../infra/local/lambda/call-tag.ts";
import { arnOf, secret, table } from "../resources.ts";

const clock = createClock();
const front = await openFront({ clock, secrets: { key: "s" } });
await front.create([table("Shows"), secret("key", {})]);
afterAll(front.stop);

const credentials = front.credentialsFor(arnOf.lambda("place-order"));
const config = { endpoint: front.url, region: "eu-west-1", credentials, maxAttempts: 1 };
const wrong = { ...config, credentials: { ...credentials, secretAccessKey: "wrong" } };
const unknown = { ...config, credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "x" } };
const operator = { ...config, credentials: { accessKeyId: "operator", secretAccessKey: "operator" } };
const mail = {
  FromEmailAddress: "shop@example.com",
  Destination: { ToAddresses: ["ana@example.com"] },
  Content: { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "b" } } } },
};
type Config = typeof config & { systemClockOffset?: number };

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
    await ask(operator);
  });

  it("refuses a key there is not", async () => {
    const refused = { name: unknownKey, message: "The security token included in the request is invalid." };
    await expect(ask(unknown)).rejects.toMatchObject({ ...refused, $metadata: { httpStatusCode: status } });
  });

  it("refuses a signature by another secret", async () => {
    const refused = { name: "InvalidSignatureException", message: expect.stringContaining("does not match") };
    await expect(ask(wrong)).rejects.toMatchObject(refused);
  });

  it.each([
    ["too old", -6, "Signature expired: "],
    ["of the future", 6, "Signature not yet current: "],
  ])("refuses one that is %s", async (_, minutes, message) => {
    const refused = { name: "InvalidSignatureException", message: expect.stringContaining(message) };
    await expect(ask({ ...config, systemClockOffset: minutes * 60_000 })).rejects.toMatchObject(refused);
  });
});

type Request = { headers: Record<string, string>; body: string; path: string };
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
  it.each<[string, (request: Request) => unknown, string]>([
    ["in its body", (it) => Object.assign(it, { body: '{"Limit":6}' }), "InvalidSignatureException"],
    [
      "in its target",
      ({ headers }) => Object.assign(headers, { "x-amz-target": "DynamoDB_20120810.DeleteTable" }),
      "InvalidSignatureException",
    ],
    ["in its path", (it) => Object.assign(it, { path: "/x" }), "InvalidSignatureException"],
    [
      "in what is signed",
      ({ headers }) => Object.assign(headers, { authorization: headers.authorization?.replace("host;", "") }),
      "InvalidSignatureException",
    ],
    [
      "to no signature at all",
      ({ headers }) => Object.assign(headers, { authorization: headers.authorization?.replace(/, Signature.*/, "") }),
      "IncompleteSignatureException",
    ],
  ])("is refused: %s", async (_, alter, name) => {
    await expect(altered(alter)).rejects.toMatchObject({ name });
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
