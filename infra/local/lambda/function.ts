import { listAt, numberAt, objectAt, stringAt } from "../json.ts";
import type { Resource } from "../seams.ts";

/** What the template says of one Lambda function. */
export type LambdaFunction = {
  readonly name: string;
  readonly arn: string;
  /** The directory that would be uploaded. */
  readonly code: string;
  /** `file.export`, the file relative to the code. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly memory: number;
  readonly reservedConcurrency: number | undefined;
  /** For asynchronous invocations: how often to try again, for how many milliseconds, and where the outcome goes. */
  readonly retries: number;
  readonly maximumAge: number;
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
};

/** The functions of a template that can run here, by ARN: those for Node.js. CDK adds others, for deployment only. */
export function functionsOf(resources: readonly Resource[]): Map<string, LambdaFunction> {
  const configs = resources.filter(({ type }) => type === "AWS::Lambda::EventInvokeConfig");
  const functions = resources.filter(({ type, properties }) => type === "AWS::Lambda::Function" && forNode(properties));
  return new Map(functions.map((resource) => [resource.arn, functionOf(resource, configs)]));
}

function forNode(properties: Resource["properties"]): boolean {
  return (stringAt(properties, "Runtime") ?? "").startsWith("nodejs");
}

function functionOf(resource: Resource, configs: readonly Resource[]): LambdaFunction {
  const { ref: name, arn, properties, metadata } = resource;
  const where = `${resource.stack} ${resource.logicalId}`;
  if (listAt(properties, "Layers").length > 0) throw new Error(`${where}: layers are not emulated`);
  const code = stringAt(metadata, "aws:asset:path");
  const handler = stringAt(properties, "Handler");
  if (!code || !handler) throw new Error(`${where}: only functions with code from an asset and a Handler can run here`);
  const config = configs.find(({ properties: { FunctionName } }) => FunctionName === name || FunctionName === arn);
  const variables = objectAt(objectAt(properties, "Environment"), "Variables");
  const destinations = objectAt(config?.properties, "DestinationConfig");
  return {
    name,
    arn,
    code,
    handler,
    environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
    timeout: (numberAt(properties, "Timeout") ?? 3) * 1000,
    memory: numberAt(properties, "MemorySize") ?? 128,
    reservedConcurrency: numberAt(properties, "ReservedConcurrentExecutions"),
    retries: numberAt(config?.properties, "MaximumRetryAttempts") ?? 2,
    maximumAge: (numberAt(config?.properties, "MaximumEventAgeInSeconds") ?? 21_600) * 1000,
    onSuccess: stringAt(objectAt(destinations, "OnSuccess"), "Destination"),
    onFailure: stringAt(objectAt(destinations, "OnFailure"), "Destination"),
  };
}
