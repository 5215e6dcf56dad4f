import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { SharedResources } from "./shared-resources.ts";

/** Tells whoever watches the stage as soon as the metric reaches the threshold; does nothing where nobody watches. */
export function alarmWhen(
  scope: Construct,
  id: string,
  metric: IMetric,
  threshold: number,
  impact: string,
  { alarms }: SharedResources,
): void {
  if (!alarms) return;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: impact,
  });
  alarm.addAlarmAction(new SnsAction(alarms));
}
