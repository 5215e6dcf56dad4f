import { CfnRule } from "aws-cdk-lib/aws-events";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type FactDefinition, factSource } from "#platform/fact.ts";
import { acceptFrom, deadLetters, keepFailures } from "./dead-letters.ts";
import type { Attached } from "./reaction.ts";

/** EventBridge tries for a day to deliver, then gives up. */
export const delivery = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** The events of the bus that tell one of these facts. */
export const telling = (facts: readonly FactDefinition[]) => ({
  source: [factSource],
  "detail-type": facts.map(({ type }) => type),
});

/** Bus → function. */
export function onFacts(to: Attached, facts: readonly FactDefinition[]): void {
  const { scope, id, fn, shared } = to;
  const dead = deadLetters(to);
  const rule = new CfnRule(scope, `${id}-rule`, {
    description: to.subscriber.summary,
    eventBusName: shared.busName,
    eventPattern: telling(facts),
    targets: [{ id: "function", arn: fn.functionArn, retryPolicy: delivery, deadLetterConfig: { arn: dead.queueArn } }],
  });
  invokedBy(to, rule);
  acceptFrom(scope, `${id}-dead-letters-policy`, dead, rule.attrArn);
  keepFailures(to, dead);
}

/** Only this rule may call the function. */
export function invokedBy({ id, fn }: Attached, rule: CfnRule): void {
  const principal = new ServicePrincipal("events.amazonaws.com");
  fn.addPermission(`${id}-permission`, { principal, sourceArn: rule.attrArn });
}
