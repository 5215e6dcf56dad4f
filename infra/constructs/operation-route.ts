import { Duration } from "aws-cdk-lib";
import { HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { capabilitiesOf, type Operation } from "#platform/operation.ts";
import { alarmWhen } from "./alarm.ts";
import { LeastPrivilegeFunction } from "./least-privilege-function.ts";
import type { SharedResources } from "./shared-resources.ts";

/** An operation as it is deployed: route, integration, permission to call, function, role, log, and alarm. */
export function operationRoute(scope: Construct, operation: Operation, shared: SharedResources): void {
  const id = operation.id.replace(/^.*\//, "");
  const fn = new LeastPrivilegeFunction(scope, id, operation, capabilitiesOf(operation), shared);
  new HttpRoute(scope, `${id}-route`, {
    httpApi: shared.api,
    routeKey: HttpRouteKey.with(operation.path, HttpMethod[operation.method]),
    integration: new HttpLambdaIntegration(`${id}-integration`, fn),
  });
  // The function answers its own failures, so Lambda counts none of them: what counts is what callers got.
  const failures = new Metric({
    namespace: "AWS/ApiGateway",
    metricName: "5xx",
    dimensionsMap: {
      ApiId: shared.api.apiId,
      Stage: "$default",
      Method: operation.method,
      Resource: operation.path,
    },
    statistic: "Sum",
    period: Duration.minutes(5),
  });
  alarmWhen(scope, `${id}-alarm`, failures, 1, `${operation.id} fails: ${operation.impact}`, shared);
}
