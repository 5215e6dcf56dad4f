import { Duration } from "aws-cdk-lib";
import { type CorsHttpMethod, HttpApi, HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";

/** The API without its routes: each folder of functions brings its own. */
export function httpApi(scope: Construct, stage: Stage): HttpApi {
  const api = new HttpApi(scope, "Api", {
    apiName: `bilten-${stage.name}`,
    createDefaultStage: false,
    corsPreflight: {
      allowOrigins: [...stage.origins],
      allowMethods: ["GET", "POST", "PATCH", "PUT", "DELETE"].map((method) => method as CorsHttpMethod),
      allowHeaders: ["authorization", "content-type", "idempotency-key", "if-match"],
      exposeHeaders: ["etag", "x-request-id", "retry-after", "link"],
      maxAge: Duration.hours(1),
    },
  });
  new HttpStage(scope, "ApiStage", {
    httpApi: api,
    stageName: "$default",
    autoDeploy: true,
    throttle: stage.throttle,
    // Counts by route, which the alarms of the operations look at.
    detailedMetricsEnabled: stage.hasAlarms,
  });
  return api;
}
