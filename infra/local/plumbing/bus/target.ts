import * as z from "zod";
import { parseArn } from "../../arn.ts";
import { isObject } from "../../json.ts";
import type { Resource } from "../../seams.ts";

/** Targets of rules and of schedules share this shape. */
export const Target = z.object({
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z.unknown().optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).default(185),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).default(86_400),
    })
    .default({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 }),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).default({}),
});

export type RuleTarget = {
  readonly arn: string;
  readonly input: (event: unknown) => unknown;
  readonly maximumRetries: number;
  /** Milliseconds. */
  readonly maximumAge: number;
  readonly deadLetters: string | undefined;
};

const reachable = new Set(["lambda", "sqs"]);

/** Reads a target, and refuses one the local cloud could not serve as AWS would. */
export function readTarget(target: z.output<typeof Target>, resource: Resource): RuleTarget {
  const refuse = (problem: string) =>
    new Error(`${resource.type} ${resource.logicalId}, target ${target.Arn}: ${problem}`);
  const { service } = parseArn(target.Arn);
  if (!reachable.has(service)) throw refuse(`the local cloud sends events to Lambda and SQS, not to ${service}`);
  if (target.InputTransformer !== undefined) throw refuse("the local cloud has no InputTransformer");
  const path = target.InputPath;
  if (path !== undefined && !/^\$(\.[\w-]+)*$/.test(path)) throw refuse(`InputPath ${path} is not a plain path`);
  return {
    arn: target.Arn,
    input: inputOf(target.Input, path),
    maximumRetries: target.RetryPolicy.MaximumRetryAttempts,
    maximumAge: target.RetryPolicy.MaximumEventAgeInSeconds * 1_000,
    deadLetters: target.DeadLetterConfig.Arn,
  };
}

function inputOf(constant: string | undefined, path: string | undefined): RuleTarget["input"] {
  if (constant !== undefined) return () => JSON.parse(constant);
  const steps = (path ?? "$").split(".").slice(1);
  return (event) => steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), event);
}
