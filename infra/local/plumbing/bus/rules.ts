import * as z from "zod";
import { ofType, propertiesOf } from "../../front/resource-properties.ts";
import { isObject } from "../../json.ts";
import type { Resource } from "../../seams.ts";
import { compilePattern, type Matches } from "../pattern.ts";
import { busName } from "./bus.ts";
import { type RuleTarget, readTarget, Target } from "./target.ts";

/** "Amazon EventBridge quotas", not adjustable. */
const mostTargets = 5;

const Rule = z.object({
  EventBusName: z.string().optional(),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default("ENABLED"),
  Targets: z.array(Target).default([]),
});

export type PatternRule = {
  readonly arn: string;
  readonly bus: string;
  readonly matches: Matches;
  readonly targets: readonly RuleTarget[];
};

export type ScheduledRule = {
  readonly arn: string;
  readonly expression: string;
  readonly targets: readonly RuleTarget[];
};

/** The enabled rules of the template, by what starts them: events, or time. */
export function readRules(resources: readonly Resource[]): { onEvents: PatternRule[]; onTime: ScheduledRule[] } {
  const onEvents: PatternRule[] = [];
  const onTime: ScheduledRule[] = [];
  for (const resource of ofType(resources, "AWS::Events::Rule")) {
    const rule = propertiesOf(resource, Rule);
    if (rule.Targets.length > mostTargets)
      throw new Error(`${resource.type} ${resource.logicalId}: a rule has at most ${mostTargets} targets`);
    if (rule.State !== "ENABLED") continue;
    const { arn } = resource;
    const targets = rule.Targets.map((target) => readTarget(target, resource));
    const pattern = typeof rule.EventPattern === "string" ? JSON.parse(rule.EventPattern) : rule.EventPattern;
    if (isObject(pattern))
      onEvents.push({ arn, bus: busName(rule.EventBusName), matches: compilePattern(pattern), targets });
    if (rule.ScheduleExpression) onTime.push({ arn, expression: rule.ScheduleExpression, targets });
  }
  return { onEvents, onTime };
}
