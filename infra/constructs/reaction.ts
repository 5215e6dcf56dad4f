import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Subscriber } from "#platform/subscriber.ts";
import { alarmWhen } from "./alarm.ts";
import { LeastPrivilegeFunction } from "./least-privilege-function.ts";
import type { SharedResources } from "./shared-resources.ts";
import { onDelayedFacts } from "./trigger-delayed-facts.ts";
import { onFacts } from "./trigger-facts.ts";
import { onSchedule } from "./trigger-schedule.ts";
import { onStream } from "./trigger-stream.ts";

/** What a trigger is attached to. */
export type Attached = {
  readonly scope: Construct;
  /** The names of what belongs to this reaction begin with it. */
  readonly id: string;
  readonly fn: LeastPrivilegeFunction;
  readonly subscriber: Subscriber;
  readonly shared: SharedResources;
};

/** A reaction as it is deployed: function, role, log, alarm, and what its trigger takes. */
export function reaction(scope: Construct, subscriber: Subscriber, shared: SharedResources): void {
  const id = subscriber.id.replace(/^.*\//, "");
  const fn = new LeastPrivilegeFunction(scope, id, subscriber, subscriber.uses, shared);
  const errors = fn.metricErrors({ statistic: "Sum", period: Duration.minutes(5) });
  alarmWhen(scope, `${id}-alarm`, errors, 1, `${subscriber.id} fails: ${subscriber.impact}`, shared);
  attach({ scope, id, fn, subscriber, shared });
}

function attach(to: Attached): void {
  const { trigger } = to.subscriber;
  if (trigger.kind === "stream") onStream(to, trigger);
  else if (trigger.kind === "schedule") onSchedule(to, trigger);
  else if (trigger.delaySeconds === undefined) onFacts(to, trigger.facts);
  else onDelayedFacts(to, trigger.facts, trigger.delaySeconds);
}
