import type { Front } from "../../infra/local/front.ts";
import type { Resource } from "../../infra/local/seams.ts";

/** Hand-made template resources, as the flattened template would give them. */
function resource(type: string, logicalId: string, arn: string, ref: string, properties: object): Resource {
  return { stack: "Test", logicalId, type, properties: { ...properties }, metadata: {}, ref, arn };
}

const account = "eu-west-1:000000000000";
export const arnOf = {
  table: (name: string) => `arn:aws:dynamodb:${account}:table/${name}`,
  stream: (name: string) => `arn:aws:dynamodb:${account}:table/${name}/stream/2000-01-01T00:00:00.000`,
  queue: (name: string) => `arn:aws:sqs:${account}:${name}`,
  lambda: (name: string) => `arn:aws:lambda:${account}:function:${name}`,
  bus: (name: string) => `arn:aws:events:${account}:event-bus/${name}`,
  bucket: (name: string) => `arn:aws:s3:::${name}`,
};

export function table(name: string, properties: object = {}): Resource {
  const keys = {
    AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
  };
  return resource("AWS::DynamoDB::GlobalTable", name, arnOf.table(name), name, { ...keys, ...properties });
}

export function queue(name: string, properties: object = {}): Resource {
  return resource("AWS::SQS::Queue", name, arnOf.queue(name), `http://127.0.0.1/${name}`, properties);
}

export function bucket(name: string): Resource {
  return resource("AWS::S3::Bucket", name, arnOf.bucket(name), name, {});
}

export function secret(name: string, properties: object): Resource {
  const arn = `arn:aws:secretsmanager:${account}:secret:${name}-abcdef`;
  return resource("AWS::SecretsManager::Secret", name, arn, arn, { Name: name, ...properties });
}

export function bus(name: string): Resource {
  return resource("AWS::Events::EventBus", name, arnOf.bus(name), name, {});
}

export function rule(name: string, properties: object): Resource {
  const arn = `arn:aws:events:${account}:rule/${name}`;
  return resource("AWS::Events::Rule", name, arn, name, { State: "ENABLED", ...properties });
}

export function schedule(name: string, properties: object): Resource {
  const arn = `arn:aws:scheduler:${account}:schedule/default/${name}`;
  return resource("AWS::Scheduler::Schedule", name, arn, name, properties);
}

export function lambda(name: string, properties: object = {}): Resource {
  return resource("AWS::Lambda::Function", name, arnOf.lambda(name), name, properties);
}

export function mapping(name: string, functionName: string, properties: object): Resource {
  const arn = `arn:aws:lambda:${account}:event-source-mapping:${name}`;
  return resource("AWS::Lambda::EventSourceMapping", name, arn, name, { FunctionName: functionName, ...properties });
}

/** Options of an SDK client that reaches the front as a function does. */
export function clientConfig(front: Front, functionArn: string) {
  return { endpoint: front.url, region: "eu-west-1", credentials: front.credentialsFor(functionArn) };
}
