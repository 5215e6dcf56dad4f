import { type AwsCall, jsonBody } from "../front/call.ts";
import { listAt } from "../json.ts";
import type { Resource } from "../seams.ts";
import { dynamoDbNeeds } from "./needs/dynamodb.ts";
import { asObject, each, type Needs, one } from "./needs/need.ts";
import { s3Needs } from "./needs/s3.ts";
import { sesNeeds } from "./needs/ses.ts";
import type { Asked } from "./verdict.ts";

/**
 * The permissions each call needs, by AWS's Service Authorization Reference. Undefined for an operation that is missing
 * here: nobody but an operator may call it.
 */
export function needsOf(resources: readonly Resource[]): (call: AwsCall) => readonly Asked[] | undefined {
  const fn = resources.find(({ type }) => type === "AWS::Lambda::Function");
  const [, partition, , region, account] = fn?.arn.split(":") ?? [];
  const arn = (service: string) => (resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const services: Readonly<Record<string, Needs>> = {
    dynamodb: dynamoDbNeeds(arn("dynamodb")),
    s3: s3Needs,
    sqs: sqs(arn("sqs")),
    ses: sesNeeds(arn("ses"), resources),
    events: { PutEvents: (call) => listAt(jsonBody(call), "Entries").map(put(arn("events"))) },
    secretsmanager: secrets(resources, arn("secretsmanager")),
    lambda: { Invoke: one("lambda:InvokeFunction", ({ FunctionName }) => String(FunctionName)) },
  };
  return (call) => services[call.service]?.[call.operation]?.(call);
}

const inBatches = ["SendMessage", "DeleteMessage", "ChangeMessageVisibility"];

/** A batch is allowed by the action it repeats. */
function sqs(arn: (resource: string) => string): Needs {
  const operations = [...inBatches, ...inBatches.map((name) => `${name}Batch`), "ReceiveMessage", "GetQueueAttributes"];
  return each(operations, (operation) =>
    one(`sqs:${operation.replace(/Batch$/, "")}`, ({ QueueUrl }) => arn(String(QueueUrl).replace(/^.*\//, ""))),
  );
}

function put(arn: (resource: string) => string) {
  return (entry: unknown): Asked => {
    const bus = String(asObject(entry).EventBusName ?? "default");
    return { action: "events:PutEvents", resource: bus.startsWith("arn:") ? bus : arn(`event-bus/${bus}`) };
  };
}

/** Secrets are asked for by ARN, by ARN without the six characters AWS adds, or by name. */
function secrets(resources: readonly Resource[], arn: (resource: string) => string): Needs {
  const all = resources.filter(({ type }) => type === "AWS::SecretsManager::Secret");
  return each(["GetSecretValue", "DescribeSecret"], (operation) =>
    one(`secretsmanager:${operation}`, ({ SecretId }) => {
      const id = String(SecretId);
      const found = all.find((secret) => [secret.arn, secret.arn.slice(0, -7), secret.properties.Name].includes(id));
      return found?.arn ?? (id.startsWith("arn:") ? id : arn(`secret:${id}`));
    }),
  );
}
