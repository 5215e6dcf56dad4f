import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Bundles } from "../bundle.ts";
import type { Stage } from "../stages.ts";
import type { Granted } from "./grants.ts";

/** What the functions of all folders share; it lives in the parent stack. */
export type SharedResources = {
  readonly stage: Stage;
  readonly bundles: Bundles;
  readonly api: HttpApi;
  readonly table: TableV2;
  readonly archive: TableV2;
  readonly busName: string;
  readonly audit: IBucket;
  /** What each resource that a capability names is here. */
  readonly granted: Granted;
  /** Where alarms go; undefined where nobody watches. */
  readonly alarms: ITopic | undefined;
};
