import { CfnRule } from "aws-cdk-lib/aws-events";
import type { Trigger } from "#platform/subscriber.ts";
import { acceptFrom, deadLetters, keepFailures } from "./dead-letters.ts";
import type { Attached } from "./reaction.ts";
import { delivery, invokedBy } from "./trigger-facts.ts";

/** Clock → function. */
export function onSchedule(to: Attached, { rate }: Extract<Trigger, { kind: "schedule" }>): void {
  const { scope, id, fn } = to;
  const dead = deadLetters(to);
  const rule = new CfnRule(scope, `${id}-rule`, {
    description: to.subscriber.summary,
    scheduleExpression: rate,
    targets: [{ id: "function", arn: fn.functionArn, retryPolicy: delivery, deadLetterConfig: { arn: dead.queueArn } }],
  });
  invokedBy(to, rule);
  acceptFrom(scope, `${id}-dead-letters-policy`, dead, rule.attrArn);
  keepFailures(to, dead);
}
