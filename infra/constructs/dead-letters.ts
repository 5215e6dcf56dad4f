import { Duration } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { CfnQueuePolicy, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { alarmWhen } from "./alarm.ts";
import type { Attached } from "./reaction.ts";

/** Where a reaction's work ends up that could not be done: kept two weeks, and told. */
export function deadLetters({ scope, id, subscriber, shared }: Attached): Queue {
  const queue = new Queue(scope, `${id}-dead-letters`, { retentionPeriod: Duration.days(14) });
  const waiting = queue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", period: Duration.minutes(5) });
  const text = `${subscriber.id} gave up on something, which waits to be redriven: ${subscriber.impact}`;
  alarmWhen(scope, `${id}-dead-letters-alarm`, waiting, 1, text, shared);
  return queue;
}

/** Only this rule may put messages there. */
export function acceptFrom(scope: Construct, id: string, queue: Queue, ruleArn: string): void {
  const policyDocument = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new ServicePrincipal("events.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { "aws:SourceArn": ruleArn } },
      }),
    ],
  });
  new CfnQueuePolicy(scope, id, { queues: [queue.queueUrl], policyDocument });
}

/**
 * A rule's own dead letters are only what it could not deliver. What was delivered and failed after two more tries
 * arrives here by the function's failure destination.
 */
export function keepFailures({ scope, id, fn }: Attached, queue: Queue): void {
  fn.allow(["sqs:SendMessage"], queue.queueArn);
  new EventInvokeConfig(scope, `${id}-failures`, {
    function: fn,
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: queue.queueArn }) },
  });
}
