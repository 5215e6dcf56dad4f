import type { Iam } from "../../../infra/local/iam/iam.ts";
import type { Report } from "../../../infra/local/iam/ledger.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, lambda } from "../resources.ts";

export const allowing = (Action: readonly string[], Resource: string) => ({ Effect: "Allow", Action, Resource });

/** A function with a role of its own, which may do what these statements say. */
export function functionWith(name: string, Statement: readonly object[]): Resource[] {
  const arn = `arn:aws:iam::000000000000:role/${name}-role`;
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const Policies = Statement.length === 0 ? [] : [{ PolicyName: "own", PolicyDocument: { Statement } }];
  return [
    lambda(name, { Role: arn }),
    made("AWS::IAM::Role", `${name}-role`, arn, { AssumeRolePolicyDocument: { Statement: trust }, Policies }),
  ];
}

/** Lets a service of AWS invoke a function for one of its resources. */
export function permission(name: string, Principal: string, SourceArn: string): Resource {
  const properties = { Action: "lambda:InvokeFunction", FunctionName: arnOf.lambda(name), Principal, SourceArn };
  return made("AWS::Lambda::Permission", `${name}-permission`, `arn:aws:local:::${name}-permission`, properties);
}

/** Lets EventBridge put messages into a queue, for one of its rules. */
export function queuePolicy(name: string, SourceArn: string): Resource {
  const Statement = {
    ...{ Effect: "Allow", Action: "sqs:SendMessage", Resource: arnOf.queue(name) },
    ...{ Principal: { Service: "events.amazonaws.com" }, Condition: { ArnEquals: { "aws:SourceArn": SourceArn } } },
  };
  const properties = { Queues: [`http://127.0.0.1/${name}`], PolicyDocument: { Statement } };
  return made("AWS::SQS::QueuePolicy", `${name}-policy`, `arn:aws:local:::${name}-policy`, properties);
}

export function made(type: string, name: string, arn: string, properties: object): Resource {
  return { stack: "Test", logicalId: name, type, properties: { ...properties }, metadata: {}, ref: name, arn };
}

/** What `GET /_local/iam` answers. */
export function reportOf({ controls }: Iam): Report {
  const answer = controls["GET /_local/iam"]?.({});
  if (!answer || answer instanceof Promise) throw new Error("There is no report");
  return answer.body as Report;
}
