import { Duration } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { FactDefinition } from "#platform/fact.ts";
import { acceptFrom, deadLetters } from "./dead-letters.ts";
import type { Attached } from "./reaction.ts";
import { delivery, telling } from "./trigger-facts.ts";

/** Bus → queue that holds each message back → function. The delay is the queue's: EventBridge can set none. */
export function onDelayedFacts(to: Attached, facts: readonly FactDefinition[], delaySeconds: number): void {
  const { scope, id, fn, shared, subscriber } = to;
  const dead = deadLetters(to);
  const queue = new Queue(scope, `${id}-queue`, {
    deliveryDelay: Duration.seconds(delaySeconds),
    // AWS asks for six times the function's timeout, lest a message be handed out again while it is worked on.
    visibilityTimeout: Duration.seconds(6 * (fn.timeout?.toSeconds() ?? 10)),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  const rule = new CfnRule(scope, `${id}-rule`, {
    description: subscriber.summary,
    eventBusName: shared.busName,
    eventPattern: telling(facts),
    targets: [{ id: "queue", arn: queue.queueArn, retryPolicy: delivery, deadLetterConfig: { arn: dead.queueArn } }],
  });
  acceptFrom(scope, `${id}-queue-policy`, queue, rule.attrArn);
  acceptFrom(scope, `${id}-dead-letters-policy`, dead, rule.attrArn);
  fn.allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queueArn);
  new EventSourceMapping(scope, `${id}-mapping`, {
    target: fn,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
  });
}
