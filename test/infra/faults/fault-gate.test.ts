import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../../infra/local/faults/fault.ts";
import { callTag } from "../../../infra/local/lambda/call-tag.ts";
import { bucket, queue, secret, table } from "../resources.ts";
import { openedFront, outcomeOf } from "./opened-front.ts";

const aws = await openedFront([
  table("Shows"),
  queue("Mails"),
  bucket("media"),
  secret("key", { GenerateSecretString: {} }),
]);

const Key = { pk: { S: "a" }, sk: { S: "b" } };
const put = (text = "1") => new PutItemCommand({ TableName: "Shows", Item: { ...Key, text: { S: text } } });
const read = async () => {
  const answer = await aws.db().send(new GetItemCommand({ TableName: "Shows", Key, ConsistentRead: true }));
  return answer.Item?.text?.S;
};

const mail = {
  FromEmailAddress: "a@example.com",
  Destination: { ToAddresses: ["b@example.com"] },
  Content: { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } } },
};
/** A call of each service, by a client that tries so often. */
const calls: Record<string, (maxAttempts: number) => Promise<unknown>> = {
  dynamodb: (n) => aws.db(n).send(put()),
  s3: (n) => new S3Client(aws.config(n)).send(new PutObjectCommand({ Bucket: "media", Key: "k", Body: "hello" })),
  sqs: (n) =>
    new SQSClient(aws.config(n)).send(
      new SendMessageCommand({ QueueUrl: aws.front.queueUrl("Mails"), MessageBody: "m" }),
    ),
  ses: (n) => new SESv2Client(aws.config(n)).send(new SendEmailCommand(mail)),
  secretsmanager: (n) => new SecretsManagerClient(aws.config(n)).send(new GetSecretValueCommand({ SecretId: "key" })),
  events: (n) => new EventBridgeClient(aws.config(n)).send(new PutEventsCommand({ Entries: [{ Source: "s" }] })),
};

describe("each service's own errors", () => {
  const conformance: readonly [service: string, kind: FaultKind, error: string | undefined, outcome: string][] = [
    ["dynamodb", "error-before", undefined, "InternalServerError 500"],
    ["dynamodb", "error-before", "ServiceUnavailable", "ServiceUnavailable 503"],
    [
      "dynamodb",
      "error-before",
      "ProvisionedThroughputExceededException",
      "ProvisionedThroughputExceededException 400",
    ],
    ["dynamodb", "error-before", "RequestLimitExceeded", "RequestLimitExceeded 400"],
    ["dynamodb", "throttled", undefined, "ThrottlingException 400"],
    ["s3", "error-before", undefined, "InternalError 500"],
    ["s3", "throttled", undefined, "SlowDown 503"],
    ["sqs", "error-before", undefined, "InternalFailure 500"],
    ["sqs", "throttled", undefined, "RequestThrottled 400"],
    ["ses", "error-before", undefined, "InternalFailure 500"],
    ["ses", "error-before", "MessageRejected", "MessageRejected 400"],
    ["ses", "throttled", undefined, "TooManyRequestsException 429"],
    ["secretsmanager", "error-before", undefined, "InternalServiceError 500"],
    ["secretsmanager", "throttled", undefined, "ThrottlingException 400"],
    ["events", "error-before", undefined, "InternalException 500"],
    ["events", "throttled", undefined, "ThrottlingException 400"],
  ];
  it.each(conformance)("%s: %s %s is %s to the SDK", async (service, kind, error, outcome) => {
    aws.expecting([{ kind, service, ...(error && { error }) }]);
    expect(await outcomeOf(calls[service]?.(1) ?? Promise.reject())).toBe(outcome);
    expect(aws.carriedOut).toEqual([]);
    expect(aws.faults.fired()).toEqual({ [kind]: 1 });
  });

  it.each(["dynamodb", "s3", "sqs", "ses", "secretsmanager"])("%s: the SDK tries again", async (service) => {
    for (const kind of ["error-before", "throttled", "response-lost"] as const) {
      aws.expecting([{ kind, service }]);
      expect(await outcomeOf(calls[service]?.(2) ?? Promise.reject())).toMatchObject({ $metadata: { attempts: 2 } });
    }
  });
});

describe("a call that is carried out", () => {
  it("can be answered with an error all the same", async () => {
    aws.expecting([{ kind: "error-after", operation: "PutItem" }]);
    expect(await outcomeOf(aws.db().send(put("after")))).toBe("InternalServerError 500");
    expect(await read()).toBe("after");
  });

  it("can lose its answer", async () => {
    aws.expecting([{ kind: "response-lost", operation: "PutItem" }]);
    expect(await outcomeOf(aws.db().send(put("lost")))).toMatch("ECONNRESET");
    expect(await read()).toBe("lost");
  });

  it("can lose its answer to a part of AWS", async () => {
    aws.expecting([{ kind: "response-lost", operation: "ListTables" }]);
    const call = { service: "dynamodb", operation: "ListTables", body: {}, as: "lambda.amazonaws.com" };
    await expect(aws.front.call(call)).rejects.toThrow("The answer to dynamodb ListTables was lost");
  });

  it("is done once when the SDK repeats a transaction whose answer was lost", async () => {
    const update = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
    const key = { pk: { S: "counted" }, sk: { S: "b" } };
    aws.expecting([{ kind: "response-lost", operation: "TransactWriteItems" }]);
    const TransactItems = [{ Update: { TableName: "Shows", Key: key, ...update } }];
    await aws.db(3).send(new TransactWriteItemsCommand({ TransactItems }));
    expect(aws.carriedOut).toHaveLength(2);
    const { Item } = await aws.db().send(new GetItemCommand({ TableName: "Shows", Key: key }));
    expect(Item?.n).toEqual({ N: "1" });
  });
});

it("a slow call waits on the clock", async () => {
  aws.expecting([{ kind: "latency", operation: "PutItem", milliseconds: 25_000 }]);
  const sent = aws.db().send(put("slow"));
  while (aws.faults.fired().latency === undefined) await new Promise(setImmediate);
  expect(await read()).not.toBe("slow");
  aws.clock.advance(25_000);
  await sent;
  expect(await read()).toBe("slow");
});

it("a fault that asks for a text leaves calls alone that do not say it", async () => {
  aws.expecting([{ kind: "error-before", operation: "PutItem", error: "ValidationException", text: "mine" }]);
  await aws.db().send(put("yours"));
  expect(await outcomeOf(aws.db().send(put("mine")))).toBe("ValidationException 400");
  expect(await read()).toBe("yours");
});

describe("the function instance that calls", () => {
  const tagged = (tag?: string) => {
    const db = aws.db();
    const named = { name: "tag", step: "deserialize" } as const;
    db.middlewareStack.add(
      (next) => (args) => {
        if (tag) Object.assign((args.request as { headers: object }).headers, { [callTag]: tag });
        return next(args);
      },
      named,
    );
    return outcomeOf(db.send(put(tag)));
  };

  it.each([
    ["kill-before", 0],
    ["kill-after", 1],
  ] as const)("dies by %s, the call being carried out %i times", async (kind, times) => {
    aws.expecting([{ kind, operation: "PutItem" }]);
    expect(await tagged("request-1/0")).toMatch("ECONNRESET");
    expect(aws.killed).toEqual(["request-1"]);
    expect(aws.carriedOut).toHaveLength(times);
  });

  it("is not looked for where there is none", async () => {
    aws.expecting([{ kind: "kill-before" }, { kind: "kill-after" }]);
    await tagged();
    expect([aws.faults.fired(), aws.killed]).toEqual([{}, []]);
  });
});
